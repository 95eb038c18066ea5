import fc from 'fast-check';
import { TOUCHED, type Change, type SourceOptions } from './source.ts';

/** What goes on without a fault: nothing of it may make an answer unknown. */
const calmSteps = ['update', 'repeat-delta', 'conversions', 'other-keys', 'audit'] as const;

/** What goes wrong, each by its name. */
export const faults = [
  'drop',
  'duplicate',
  'reorder',
  'undecodable-delta',
  'garbage-for-update',
  'garbage-beside',
  'silent-block',
  'silence',
  'stillness',
  'loading',
  'drift',
  'drift-unstated',
  'mid-tick-audit',
  'lost-socket',
  'spool-full',
  'backend-restart',
  'clock-step',
  'listener-restart',
  'listener-crash',
] as const;
export type Fault = (typeof faults)[number];

/** What becomes of the answer to a request for a snapshot. */
export interface AnswerPlan {
  readonly afterMs: number;
  readonly fate: 'whole' | 'wide' | 'lost' | 'undecodable' | 'mid-tick';
}

export interface Step {
  readonly tag: (typeof calmSteps)[number] | Fault;
  readonly afterMs: number;
  readonly change: Change;
  readonly later: Change;
  /** An update's message is a whole snapshot. */
  readonly whole: boolean;
  /** Where the source states totals only now and then: now. */
  readonly stated: boolean;
  readonly answer: AnswerPlan;
  /** A choice whose meaning depends on the step. */
  readonly choice: number;
}

export interface HistoryPlan {
  readonly source: SourceOptions;
  readonly stating: 'always' | 'sometimes' | 'never';
  readonly firstSequence: number;
  readonly answer: AnswerPlan;
  readonly steps: ReadonlyArray<Step>;
  readonly loading: LoadingPlan;
}

/** How the lines come to the reader. */
interface LoadingPlan {
  /** Picks the order, the repeats and the lines that miss. */
  readonly seed: number;
}

const touched = fc.uniqueArray(fc.nat(TOUCHED - 1), { maxLength: 3 });
const change: fc.Arbitrary<Change> = fc.record({
  toggled: touched,
  repriced: touched,
  flagged: touched,
});

const answer = (fates: ReadonlyArray<AnswerPlan['fate']>): fc.Arbitrary<AnswerPlan> =>
  fc.record({ afterMs: fc.integer({ min: 1, max: 4000 }), fate: fc.constantFrom(...fates) });

const step = (
  tag: fc.Arbitrary<Step['tag']>,
  fates: ReadonlyArray<AnswerPlan['fate']>,
): fc.Arbitrary<Step> =>
  fc.record({
    tag,
    afterMs: fc.oneof(fc.constantFrom(0, 1, 2, 1000), fc.integer({ min: 1, max: 3000 })),
    change,
    later: change,
    whole: fc.constantFrom(false, false, false, true),
    stated: fc.boolean(),
    answer: answer(fates),
    choice: fc.nat(999),
  });

const plan = (
  steps: fc.Arbitrary<ReadonlyArray<Step>>,
  fates: ReadonlyArray<AnswerPlan['fate']>,
): fc.Arbitrary<HistoryPlan> =>
  fc.record({
    source: fc.record({
      blockIndex: fc.constantFrom(0, 0, 0, 1),
      txids: fc.constantFrom(true, true, true, false),
    }),
    stating: fc.constantFrom('always', 'always', 'sometimes', 'never'),
    firstSequence: fc.oneof(fc.constant(0), fc.nat(600_000)),
    answer: answer(fates),
    steps,
    loading: fc.record({ seed: fc.nat() }),
  });

const calm = fc.constantFrom<Step['tag']>('update', 'update', 'update', ...calmSteps);
const often = <T>(value: T, times: number): ReadonlyArray<T> =>
  Array.from({ length: times }, () => value);
const rarelyWide = [...often('whole' as const, 300), 'wide' as const];
const fates: ReadonlyArray<AnswerPlan['fate']> = [
  ...often('whole' as const, 260),
  'wide',
  ...often('lost' as const, 14),
  ...often('undecodable' as const, 8),
  ...often('mid-tick' as const, 18),
];

const MOST_STEPS = 20;

/** Nothing goes wrong. */
export const calmHistory = plan(
  fc.array(step(calm, rarelyWide), { minLength: 4, maxLength: MOST_STEPS, size: 'medium' }),
  rarelyWide,
);

/** Things go wrong, one in three steps. */
export const faultyHistory = plan(
  fc.array(
    fc.oneof(
      { weight: 2, arbitrary: step(calm, fates) },
      { weight: 1, arbitrary: step(fc.constantFrom<Step['tag']>(...faults), fates) },
    ),
    { minLength: 4, maxLength: MOST_STEPS, size: 'medium' },
  ),
  fates,
);
