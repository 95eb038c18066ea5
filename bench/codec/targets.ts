import type { Figures, KindName } from './figures.ts';
import type { PythonFigure } from './python.ts';
import type { StateFigures } from './state.ts';

/** Everything one run measured. */
export interface Measurement {
  readonly kinds: Readonly<Partial<Record<KindName, Figures>>>;
  readonly state: StateFigures | null;
  readonly python: PythonFigure | null;
}

/** A figure with what it must not be beyond, and what we hope for. */
export interface Target {
  readonly name: string;
  readonly figure: number | null;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly aim: number;
  /** Why it is not reached, and what it must not be beyond meanwhile; printed with every run. */
  readonly notReached?: { readonly why: string; readonly bound: number };
}

const ratio = (from: Measurement, kind: KindName, way: keyof Figures): number | null =>
  from.kinds[kind]?.[way]?.ratio ?? null;

const times = (from: Measurement, kind: KindName, way: keyof Figures): number | null => {
  const ours = from.kinds[kind]?.lines?.nsPerFrame;
  const theirs = from.kinds[kind]?.[way]?.nsPerFrame;
  return ours === undefined || theirs === undefined ? null : theirs / ours;
};

const pythonTimes = ({ kinds, python }: Measurement): number | null => {
  const ours = kinds.mix?.lines?.nsPerFrame;
  return ours === undefined || python === null ? null : python.nsPerFrame / ours;
};

/** A reason that is known, with what the figure must not be beyond until it is gone. */
const conversionsNotReached = {
  why: 'of parsing a quote of 124 bytes its scan takes 0.35, copying its line of 800 bytes 0.15, its SHA-256 0.6',
  bound: 3.5,
};

const linesTarget = (from: Measurement, kind: 'mix' | 'delta' | 'snapshot'): Target => ({
  name: `validate + envelope + pack, × JSON.parse: ${kind}`,
  figure: ratio(from, kind, 'lines'),
  atMost: 0.6,
  aim: 0.35,
});

const typedTarget = (from: Measurement, kind: 'mix' | 'delta' | 'snapshot'): Target => ({
  name: `strict typed values, × JSON.parse: ${kind}`,
  figure: ratio(from, kind, 'typed'),
  atMost: 0.95,
  aim: 0.8,
});

/** What was aimed at, by what was measured. */
export const targetsOf = (from: Measurement): ReadonlyArray<Target> => [
  linesTarget(from, 'mix'),
  linesTarget(from, 'delta'),
  linesTarget(from, 'snapshot'),
  {
    name: 'validate + envelope + pack, × JSON.parse: conversions, no digest',
    figure: ratio(from, 'conversions', 'lines, no digest'),
    atMost: 0.6,
    aim: 0.35,
    notReached: conversionsNotReached,
  },
  typedTarget(from, 'mix'),
  typedTarget(from, 'delta'),
  typedTarget(from, 'snapshot'),
  {
    name: 'guard after parse, structure only, × parse: mix',
    figure: ratio(from, 'mix', 'structure'),
    atMost: 1.15,
    aim: 1.05,
  },
  {
    name: 'whole loop against the Python loop: mix',
    figure: pythonTimes(from),
    atLeast: 10,
    aim: 16,
  },
  {
    name: 'whole loop against plain io-ts + stringify: mix',
    figure: times(from, 'mix', 'io-ts + stringify'),
    atLeast: 8,
    aim: 15,
  },
  {
    name: 'next-block state against recompute and sort',
    figure: from.state?.times ?? null,
    atLeast: 30,
    aim: 80,
  },
  {
    name: 'heap growth over 10,000 deltas at 6,000 rows, MiB',
    figure: from.state?.heapGrowthMiB ?? null,
    atMost: 5,
    aim: 0,
  },
];

/** met: the target itself. known: not reached, but within the bound that stands beside its reason. */
export type Standing = 'met' | 'known' | 'missed' | 'not measured';

const isWithin = (figure: number, atMost?: number, atLeast?: number): boolean =>
  (atMost === undefined || figure <= atMost) && (atLeast === undefined || figure >= atLeast);

export const standingOf = ({ figure, atMost, atLeast, notReached }: Target): Standing => {
  if (figure === null) return 'not measured';
  if (isWithin(figure, atMost, atLeast)) return 'met';
  if (notReached === undefined) return 'missed';
  const { bound } = notReached;
  const isTolerable =
    atMost === undefined ? isWithin(figure, undefined, bound) : isWithin(figure, bound);
  return isTolerable ? 'known' : 'missed';
};

/** Whether `--assert` lets it pass: what was not measured is no more met than what is missed. */
export const isHeld = (standing: Standing): boolean => standing === 'met' || standing === 'known';
