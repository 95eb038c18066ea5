import type { NumberPlan, ObjectPlan, Plan } from '../codec/plan.ts';
import { quoted, type Functions } from './names.ts';
import { hasRange } from './numbers.ts';

const numberTest = (plan: NumberPlan, v: string): string => {
  const { step, least, most, also } = plan;
  const range =
    step === 0.25
      ? `isQuartersBetween(${v}, ${least * 4}, ${most * 4})`
      : `${step === 1 ? 'isWholeBetween' : 'isBetween'}(${v}, ${least}, ${most})`;
  const tests = [...(hasRange(plan) ? [range] : []), ...also.map((each) => `${v} === ${each}`)];
  return tests.length === 1 ? (tests[0] ?? '') : `(${tests.join(' || ')})`;
};

/** An expression that is true where the value named `v` is what the plan takes. */
export const testOf = (plan: Plan, v: string, functions: Functions): string => {
  switch (plan.takes) {
    case 'text':
      return `typeof ${v} === 'string'`;
    case 'flag':
      return `typeof ${v} === 'boolean'`;
    case 'null':
      return `${v} === null`;
    case 'any-object':
      return `isObject(${v})`;
    case 'hex':
      return `isHexOf(${v}, ${plan.digits})`;
    case 'words':
      return `(${plan.words.map((word) => `${v} === ${quoted(word)}`).join(' || ')})`;
    case 'number':
      return numberTest(plan, v);
    case 'one-of':
      return `(${plan.choices.map((choice) => testOf(choice, v, functions)).join(' || ')})`;
    case 'list':
      return `${functions.of(plan, () => listGuard(plan.of, functions))}(${v})`;
    case 'row':
      return `${functions.of(plan, () => rowGuard(plan.elements, plan.last, functions))}(${v})`;
    case 'object':
      return `${functions.of(plan, () => objectGuard(plan, functions))}(${v})`;
    case 'opaque':
      throw new Error(`${plan.name} can not be compiled: ${plan.why}`);
  }
};

const guarded = (statements: ReadonlyArray<string>): string =>
  `(u: unknown): boolean => {\n${statements.map((each) => `  ${each}\n`).join('')}  return true;\n}`;

const listGuard = (of: Plan, functions: Functions): string =>
  guarded([
    'if (!Array.isArray(u)) return false;',
    'for (let i = 0; i < u.length; i += 1) {',
    '  const v: unknown = u[i];',
    `  if (!(${testOf(of, 'v', functions)})) return false;`,
    '}',
  ]);

const rowGuard = (
  elements: ReadonlyArray<Plan>,
  last: Plan | null,
  functions: Functions,
): string => {
  const lengths = last === null ? [elements.length] : [elements.length, elements.length + 1];
  return guarded([
    `if (!Array.isArray(u) || (${lengths.map((length) => `u.length !== ${length}`).join(' && ')})) return false;`,
    ...elements.flatMap((element, index) => [
      `const v${index}: unknown = u[${index}];`,
      `if (!(${testOf(element, `v${index}`, functions)})) return false;`,
    ]),
    ...(last === null
      ? []
      : [
          `const last: unknown = u[${elements.length}];`,
          `if (u.length === ${elements.length + 1} && !(${testOf(last, 'last', functions)})) return false;`,
        ]),
  ]);
};

const objectGuard = (plan: ObjectPlan, functions: Functions): string => {
  const { required, optional, capitals, unless } = plan;
  const tests = [...Object.entries(required), ...Object.entries(optional)].flatMap(
    ([key, of], index) => {
      const absent = key in optional ? `v${index} === undefined || ` : '';
      return [
        `const v${index} = u[${quoted(key)}];`,
        `if (!(${absent}${testOf(of, `v${index}`, functions)})) return false;`,
      ];
    },
  );
  const others =
    capitals === null
      ? []
      : [
          'for (const key of Object.keys(u)) {',
          `  if (!isCapitals(key, ${capitals.letters})) continue;`,
          '  const v = u[key];',
          `  if (!(${testOf(capitals.holds, 'v', functions)})) return false;`,
          '}',
        ];
  return guarded([
    'if (!isObject(u)) return false;',
    ...unless.map((key) => `if (${quoted(key)} in u) return false;`),
    ...tests,
    ...others,
  ]);
};
