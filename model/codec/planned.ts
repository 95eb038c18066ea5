/**
 * Constructors of io-ts under their own names, whose codecs have a plan. Nothing else about the codecs is different.
 */
import * as t from 'io-ts';
import {
  opaque,
  opaqueIn,
  isNarrower,
  planned,
  planOf,
  type ObjectPlan,
  type Plan,
} from './plan.ts';

for (const [codec, takes] of [
  [t.string, 'text'],
  [t.boolean, 'flag'],
  [t.null, 'null'],
  [t.UnknownRecord, 'any-object'],
] as const)
  planned(codec, { takes });

const plansOf = (props: t.Props): Readonly<Record<string, Plan>> =>
  Object.fromEntries(Object.entries(props).map(([key, codec]) => [key, planOf(codec)]));

const noKeys = { required: {}, optional: {}, capitals: null, unless: [] } as const;

/** Why a key can't be told by its bytes alone; null where it can. */
const oddityOf = (key: string): string | null => {
  if (key in Object.prototype) return `every object has a key ${key}`;
  return /^[\w-]+$/.test(key) ? null : `the key ${key} can be written in several ways`;
};

const objectPlan = (name: string, keys: Partial<ObjectPlan>): Plan => {
  const plan: ObjectPlan = { takes: 'object', ...noKeys, ...keys };
  const names = [...Object.keys(plan.required), ...Object.keys(plan.optional)];
  const oddity = names.map(oddityOf).find((found) => found !== null);
  return oddity === undefined ? plan : opaque(name, oddity);
};

export const type = <P extends t.Props>(props: P, name?: string): t.TypeC<P> => {
  const codec = t.type(props, name);
  return planned(codec, objectPlan(codec.name, { required: plansOf(props) }));
};

export const partial = <P extends t.Props>(props: P, name?: string): t.PartialC<P> => {
  const codec = t.partial(props, name);
  return planned(codec, objectPlan(codec.name, { optional: plansOf(props) }));
};

export const array = <C extends t.Mixed>(item: C, name?: string): t.ArrayC<C> =>
  planned(t.array(item, name), { takes: 'list', of: planOf(item) });

export const literal = <V extends string | number>(value: V): t.LiteralC<V> => {
  const codec = t.literal(value);
  if (typeof value === 'string') return planned(codec, { takes: 'words', words: [value] });
  return Number.isFinite(value)
    ? planned(codec, { takes: 'number', step: 1, least: 1, most: 0, also: [value] })
    : planned(codec, opaque(codec.name, 'a number that JSON has no word for'));
};

/** The plain codec takes the first that accepts: one before the last must accept only what its plan takes. */
const choicePlan = (name: string, choices: ReadonlyArray<Plan>): Plan =>
  choices.slice(0, -1).some(isNarrower)
    ? opaque(name, 'a choice before the last accepts more than its plan')
    : { takes: 'one-of', choices };

export const union = <C extends [t.Mixed, t.Mixed, ...Array<t.Mixed>]>(
  codecs: C,
  name?: string,
): t.UnionC<C> => {
  const codec = t.union(codecs, name);
  return planned(codec, choicePlan(codec.name, codecs.map(planOf)));
};

const isCapitals = (key: string, letters: number): boolean =>
  key.length === letters && /^[A-Z]+$/.test(key);

/** Both at once; null where that is no plan: a key of two meanings. */
const merged = (one: ObjectPlan, other: ObjectPlan): ObjectPlan | null => {
  const named = (plan: ObjectPlan) => ({ ...plan.required, ...plan.optional });
  const clashes = Object.entries(named(one)).some(
    ([key, plan]) => key in named(other) && named(other)[key] !== plan,
  );
  const capitals = one.capitals ?? other.capitals;
  const required = { ...one.required, ...other.required };
  const optional = Object.fromEntries(
    Object.entries({ ...one.optional, ...other.optional }).filter(([key]) => !(key in required)),
  );
  const odd = Object.entries({ ...required, ...optional }).some(
    ([key, plan]) =>
      capitals !== null && isCapitals(key, capitals.letters) && plan !== capitals.holds,
  );
  if (clashes || odd || (one.capitals !== null && other.capitals !== null)) return null;
  const unless = [...one.unless, ...other.unless];
  return { takes: 'object', required, optional, capitals, unless };
};

const intersectionPlan = (name: string, plans: ReadonlyArray<Plan>): Plan => {
  const found = plans.map(opaqueIn).find((part) => part !== null);
  if (found !== undefined) return found;
  const both = plans.reduce<ObjectPlan | null>(
    (sofar, plan) => (sofar === null || plan.takes !== 'object' ? null : merged(sofar, plan)),
    { takes: 'object', ...noKeys },
  );
  return both ?? opaque(name, 'not only objects, or a key of two meanings');
};

export const intersection = <A extends t.Mixed, B extends t.Mixed>(
  codecs: [A, B],
  name?: string,
): t.IntersectionC<[A, B]> => {
  const codec = t.intersection(codecs, name);
  return planned(codec, intersectionPlan(codec.name, codecs.map(planOf)));
};

/** The plan of objects all of whose keys of so many capital letters hold the same. */
export const capitalsPlan = (letters: number, holds: t.Any): Plan =>
  objectPlan('capitals', { capitals: { letters, holds: planOf(holds) } });

/** A plan but for values with one of these keys. */
export const unlessPlan = (plan: Plan, keys: ReadonlyArray<string>): Plan =>
  plan.takes === 'object' ? { ...plan, unless: [...plan.unless, ...keys] } : plan;
