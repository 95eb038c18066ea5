import { catalogue, type FragmentEventType } from '../catalogue.ts';
import type { Fields } from '../events/field.ts';
import { planOf, type NumberPlan, type Plan } from '../codec/plan.ts';
import { wireCodecs } from '../wire/mempool/2024-04/layout.ts';

/** A field of an event that is a number under a key of the fragment itself. */
export interface FoundField {
  readonly name: string;
  readonly key: string;
  readonly codec: Fields[string]['codec'];
  /** Whatever number the fragment's codec takes here, the field's takes as it is. */
  readonly isAsFound: boolean;
}

/** Whether a plan takes every number that another does. */
const takesAll = (plan: Plan, numbers: NumberPlan): boolean =>
  plan.takes === 'one-of'
    ? plan.choices.some((choice) => takesAll(choice, numbers))
    : plan.takes === 'number' &&
      numbers.also.length === 0 &&
      plan.step === numbers.step &&
      plan.least <= numbers.least &&
      plan.most >= numbers.most;

/** The fields of an event that can be found without making its value, in the order of the event's own. */
export const foundFields = (type: FragmentEventType): ReadonlyArray<FoundField> => {
  const plan = planOf(wireCodecs[type]);
  if (plan.takes !== 'object') return [];
  return Object.entries(catalogue[type].fields).flatMap(([name, { codec, path }]) => {
    const [key, ...deeper] = path ?? [];
    const holds = key === undefined ? undefined : plan.required[key];
    if (key === undefined || holds?.takes !== 'number' || deeper.length > 0) return [];
    return [{ name, key, codec, isAsFound: takesAll(planOf(codec), holds) }];
  });
};

/** Whether these are all of the event's fields that stand in its fragment. */
export const areAllFound = (type: FragmentEventType): boolean =>
  foundFields(type).length ===
  Object.values(catalogue[type].fields).filter(({ path }) => path !== null).length;
