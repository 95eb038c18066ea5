import type { ObjectPlan, Plan } from '../codec/plan.ts';
import { quoted, standsAt, type Functions } from './names.ts';

/** A key that a plan names, as it stands in JSON with its colon. */
export interface NamedKey {
  readonly key: string;
  readonly holds: Plan;
  readonly isRequired: boolean;
  readonly token: string;
}

export const namedKeys = ({ required, optional }: ObjectPlan): ReadonlyArray<NamedKey> =>
  [
    ...Object.entries(required).map(([key, holds]) => ({ key, holds, isRequired: true })),
    ...Object.entries(optional).map(([key, holds]) => ({ key, holds, isRequired: false })),
  ].map((each) => ({ ...each, token: `${quoted(each.key)}:` }));

/**
 * A function that tells which of the keys begins at `p`: its place among the named ones, or behind them that of one
 * the plan is not for; -1: none of these.
 */
export const keyFunction = (plan: ObjectPlan, functions: Functions): string =>
  functions.of(plan, () => {
    const tokens = [
      ...namedKeys(plan).map(({ token }) => token),
      ...plan.unless.map((key) => `${quoted(key)}:`),
    ];
    const firsts = [...new Set(tokens.map((token) => token.charCodeAt(1)))];
    const cases = firsts.map((first) => {
      const tests = tokens.flatMap((token, index) =>
        token.charCodeAt(1) === first
          ? [`      if (${standsAt(token, 'p', 2)}) return ${index};`]
          : [],
      );
      return `    case ${first}:\n${tests.join('\n')}\n      return -1;`;
    });
    return `(v: DataView, p: number): number => {
  if (v.getUint8(p) !== 0x22) return -1;
  switch (v.getUint8(p + 1)) {
${cases.join('\n')}
    default:
      return -1;
  }
}`;
  });

/** So many keys are noted in one number. */
const KEYS_IN_A_MASK = 30;

/** What notes which named keys were met: one number for every thirty. */
export const masksOf = (keys: ReadonlyArray<NamedKey>) => ({
  names: Array.from({ length: Math.ceil(keys.length / KEYS_IN_A_MASK) }, (_, at) => `seen${at}`),
  bitOf: (index: number) => ({
    name: `seen${Math.floor(index / KEYS_IN_A_MASK)}`,
    bit: 2 ** (index % KEYS_IN_A_MASK),
  }),
  /** The condition that every required key was met. */
  areAllThere: ((): string => {
    const masks = new Map<string, number>();
    keys.forEach(({ isRequired }, index) => {
      const name = `seen${Math.floor(index / KEYS_IN_A_MASK)}`;
      const bit = isRequired ? 2 ** (index % KEYS_IN_A_MASK) : 0;
      masks.set(name, (masks.get(name) ?? 0) + bit);
    });
    const tests = [...masks].flatMap(([name, mask]) =>
      mask === 0 ? [] : [`(${name} & ${mask}) === ${mask}`],
    );
    return tests.length === 0 ? 'true' : tests.join(' && ');
  })(),
});
