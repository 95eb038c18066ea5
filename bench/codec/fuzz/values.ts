import type { NumberPlan, ObjectPlan, Plan } from '../../../model/codec/plan.ts';
import type { Random } from '../../../simulator/random.ts';

/** Random numbers, and how often of a hundred times a part of the value is something else than the plan says. */
export interface Chances {
  readonly random: Random;
  readonly oddPercent: number;
}

const isOdd = ({ random, oddPercent }: Chances): boolean => random.integer(100) < oddPercent;

class Instance {
  readonly index = 0;
  readonly sequence = 1;
}

const withHole = (): ReadonlyArray<unknown> => {
  const list: Array<unknown> = [1];
  list[2] = 3;
  return list;
};

const oddities: readonly [() => unknown, ...Array<() => unknown>] = [
  () => null,
  () => undefined,
  () => true,
  () => -0,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => 2 ** 53,
  () => 0.1,
  () => -1,
  () => '',
  () => 'USD',
  () => 'a"\\\u0000é\u{1f600}',
  () => '\ud800',
  () => [],
  () => ({}),
  () => withHole(),
  () => new Instance(),
  () => Object.create({ index: 0 }),
  () => JSON.parse('{"__proto__":{"index":0},"index":1}') as unknown,
  () => new Date(0),
];

const numberNear = ({ step, least, most, also }: NumberPlan, chances: Chances): number => {
  const { random } = chances;
  const edges = [least, most, 0, 1, ...also].map((edge) => edge + random.integer(3) - 1);
  if (isOdd(chances) || random.chance(0.02)) return edges[random.integer(edges.length)] ?? 0;
  if (also.length > 0 && random.chance(0.5)) return also[random.integer(also.length)] ?? 0;
  const whole = Math.floor(random.logNormal(1e5, 6));
  if (step === 1) return whole;
  return step === 0.25 ? whole / 4 : Number((random.unit() * 1000).toFixed(random.integer(6)));
};

const otherKeys = ['zz', 'USD', 'EUR', '__proto__', 'constructor', 'USd', 'é', 'a"b', ''] as const;

const objectNear = (plan: ObjectPlan, chances: Chances): unknown => {
  const { random } = chances;
  const entries: Array<readonly [string, unknown]> = [];
  for (const [key, of] of Object.entries(plan.required))
    if (!isOdd(chances)) entries.push([key, valueNear(of, chances)]);
  for (const [key, of] of Object.entries(plan.optional))
    if (random.chance(0.5)) entries.push([key, valueNear(of, chances)]);
  if (plan.capitals !== null)
    for (const key of ['EUR', 'JPY', 'USD'])
      if (random.chance(0.5)) entries.push([key, valueNear(plan.capitals.holds, chances)]);
  for (const key of plan.unless) if (isOdd(chances)) entries.push([key, 0]);
  if (isOdd(chances)) entries.push([random.pick(otherKeys), valueNear({ takes: 'text' }, chances)]);
  if (random.chance(0.1)) entries.reverse();
  const value: Record<string, unknown> = {};
  for (const [key, of] of entries)
    Object.defineProperty(value, key, {
      value: of,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  return value;
};

const texts = ['', 'a', 'abc', 'Zürich', '/ViaBTC/\u0003ÿ\r', '"', '\\', '\u2028', '01'] as const;

/** A value that a plan takes, or nearly. */
export const valueNear = (plan: Plan, chances: Chances): unknown => {
  const { random } = chances;
  if (isOdd(chances)) return random.pick(oddities)();
  switch (plan.takes) {
    case 'text':
      return random.pick(texts);
    case 'flag':
      return random.chance(0.5);
    case 'null':
      return null;
    case 'any-object':
      return { a: random.integer(9), b: [valueNear({ takes: 'text' }, chances)], c: { d: null } };
    case 'hex':
      return isOdd(chances)
        ? random.hex(plan.digits / 2 + random.integer(2)).toUpperCase()
        : random.hex(plan.digits / 2);
    case 'words':
      return plan.words[random.integer(plan.words.length)];
    case 'number':
      return numberNear(plan, chances);
    case 'one-of':
      return valueNear(plan.choices[random.integer(plan.choices.length)] ?? plan, chances);
    case 'list':
      return Array.from({ length: random.integer(4) }, () => valueNear(plan.of, chances));
    case 'row': {
      const row = plan.elements.map((element) => valueNear(element, chances));
      if (plan.last !== null && random.chance(0.3)) row.push(valueNear(plan.last, chances));
      if (isOdd(chances)) row.push(1);
      if (isOdd(chances)) row.pop();
      return row;
    }
    case 'object':
      return objectNear(plan, chances);
    case 'opaque':
      return random.pick(oddities)();
  }
};
