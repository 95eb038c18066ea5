import { catalogue, type FragmentEventType } from '../catalogue.ts';
import type { Fields } from '../events/field.ts';
import { planOf } from '../codec/plan.ts';
import { wireCodecs } from '../wire/mempool/2024-04/layout.ts';

/** A field of an event that is a number under a key of the fragment itself. */
export interface FoundField {
  readonly name: string;
  readonly key: string;
  readonly codec: Fields[string]['codec'];
}

/** The fields of an event that can be found without making its value, in the order of the event's own. */
export const foundFields = (type: FragmentEventType): ReadonlyArray<FoundField> => {
  const plan = planOf(wireCodecs[type]);
  if (plan.takes !== 'object') return [];
  return Object.entries(catalogue[type].fields).flatMap(([name, { codec, path }]) => {
    const [key, ...deeper] = path ?? [];
    const isNumber = key !== undefined && plan.required[key]?.takes === 'number';
    return isNumber && deeper.length === 0 ? [{ name, key, codec }] : [];
  });
};

/** Whether these are all of the event's fields that stand in its fragment. */
export const areAllFound = (type: FragmentEventType): boolean =>
  foundFields(type).length ===
  Object.values(catalogue[type].fields).filter(({ path }) => path !== null).length;
