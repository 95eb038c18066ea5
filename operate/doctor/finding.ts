/** missing: also what is there and is wrong. Nothing that was not looked at counts as there. */
type FindingState = 'there' | 'missing' | 'not looked at';

/** What was found of one thing that has to be there. */
export interface Finding {
  readonly what: string;
  readonly state: FindingState;
  readonly told: string;
  /** What to do about it; null: nothing. */
  readonly next: string | null;
}

export const there = (what: string, told = ''): Finding => ({
  what,
  state: 'there',
  told,
  next: null,
});

export const missing = (what: string, told: string, next: string): Finding => ({
  what,
  state: 'missing',
  told,
  next,
});

export const unseen = (what: string, told: string, next: string | null = null): Finding => ({
  what,
  state: 'not looked at',
  told,
  next,
});

const lineOf = ({ what, state, told, next }: Finding): string =>
  [
    `${state.padEnd(14)} ${what}${told === '' ? '' : `: ${told}`}`,
    ...(next === null ? [] : [`${' '.repeat(14)}   → ${next}`]),
  ].join('\n');

const sumOf = (findings: ReadonlyArray<Finding>): string => {
  const lacking = findings.filter(({ state }) => state === 'missing');
  const unknown = findings.filter(({ state }) => state === 'not looked at').length;
  const beside = unknown === 0 ? '' : `; ${unknown} not looked at`;
  const [first] = lacking;
  return first === undefined
    ? `Nothing is missing of what was looked at${beside}.`
    : `${lacking.length} missing${beside}. Begin with: ${first.next}`;
};

/** For people: in the order in which things are to be done. */
export const findingsText = (findings: ReadonlyArray<Finding>): string =>
  [...findings.map(lineOf), '', sumOf(findings)].join('\n');
