import fc from 'fast-check';
import { HandEpoch, type HandLine, type HandRow } from './hand-lines.ts';

/**
 * Ledgers at random, of what no listener would write too: gaps anywhere, found and closed from any epoch, statements
 * that lie, audits of any line, parts and lines that never come. Not what is right is in them, only what is written.
 */

const EPOCHS = 3;

type Stating = 'nothing' | 'right' | 'wrong';

type Step = { readonly afterMs: number; readonly epoch: number } & (
  | {
      readonly tag: 'snapshot';
      /** Of which block; the changes that follow are of the same. */
      readonly index: number;
      readonly rows: ReadonlyArray<number>;
      readonly split: boolean;
      readonly stating: Stating;
      readonly numbered: boolean;
    }
  | {
      readonly tag: 'delta';
      readonly added: ReadonlyArray<number>;
      readonly removed: ReadonlyArray<number>;
      readonly changed: ReadonlyArray<number>;
      readonly stating: Stating;
      readonly numbered: boolean;
    }
  | { readonly tag: 'counted' | 'closed' | 'lost' }
  | {
      readonly tag: 'gap';
      readonly of: number;
      readonly back: number;
      readonly cause: string;
      readonly streams: ReadonlyArray<string>;
    }
  | { readonly tag: 'end-of-gap'; readonly back: number; readonly isSnapshot: boolean }
  | { readonly tag: 'audit'; readonly back: number; readonly failed: boolean }
);

const some = fc.uniqueArray(fc.nat(7), { maxLength: 4 });
const stating = fc.constantFrom<Stating>('nothing', 'nothing', 'right', 'right', 'wrong');
const numbered = fc.constantFrom(true, true, true, false);
const tagged = <T extends Step['tag']>(tag: T) => ({ tag: fc.constant(tag) });
const place = {
  afterMs: fc.constantFrom(0, 1, 2, 1000),
  epoch: fc.nat(EPOCHS - 1),
};
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...place,
      ...tagged('snapshot'),
      index: fc.constantFrom(0, 0, 0, 0, 1),
      rows: some,
      split: fc.constantFrom(true, false, false),
      stating,
      numbered,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      ...place,
      ...tagged('delta'),
      added: some,
      removed: some,
      changed: some,
      stating,
      numbered,
    }),
  },
  { weight: 2, arbitrary: fc.record({ ...place, ...tagged('counted') }) },
  { weight: 1, arbitrary: fc.record({ ...place, ...tagged('closed') }) },
  { weight: 1, arbitrary: fc.record({ ...place, ...tagged('lost') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...place,
      ...tagged('gap'),
      of: fc.nat(EPOCHS - 1),
      back: fc.integer({ min: -2, max: 4 }),
      cause: fc.constantFrom('sequence', 'socket', 'self-check', 'audit', 'crash', 'clock'),
      streams: fc.constantFrom(
        ['mempool-block'],
        ['conversions', 'mempool-block'],
        ['conversions'],
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...place,
      ...tagged('end-of-gap'),
      back: fc.nat(3),
      isSnapshot: fc.constantFrom(true, true, false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...place,
      ...tagged('audit'),
      back: fc.nat(3),
      failed: fc.constantFrom(true, false, false),
    }),
  },
);

export interface HandHistory {
  /** In which epoch each step is written; 0 opens first. */
  readonly steps: ReadonlyArray<Step>;
}

export const handHistory: fc.Arbitrary<HandHistory> = fc.record({
  steps: fc.array(anyStep, { minLength: 5, maxLength: 30 }),
});

const rowOf = (n: number): HandRow => [
  n.toString(16).padStart(64, '0'),
  100 * n + 7,
  50 + n / 4,
  1,
  (n * 3) % 7,
  1,
  0,
];
const changedOf = (n: number): readonly [string, number, number, 0 | 1] => [
  rowOf(n)[0],
  n + 0.5,
  2 ** (n + 30),
  n % 2 === 0 ? 1 : 0,
];

const statedOf = (rows: ReadonlySet<number>, how: Stating) => {
  if (how === 'nothing') return {};
  const listed = [...rows].map(rowOf);
  const feeSats = listed.reduce((sum, [, fee]) => sum + fee, how === 'wrong' ? 1 : 0);
  const weight = listed.reduce((sum, [, , vsize]) => sum + vsize * 4, 0);
  return { stated: { rows: rows.size, feeSats, weight } };
};

/** One epoch as it is written: its rows, if nothing is missing; where snapshots began; its counter. */
class Writer {
  readonly epoch: HandEpoch;
  readonly rows = new Set<number>();
  readonly snapshots: Array<number> = [];
  index = 0;
  sequence = 0;

  constructor(id: string) {
    this.epoch = new HandEpoch(id);
  }
}

const timeOf = (ms: number): string => new Date(ms).toISOString().slice(11, 23);

/** The lines of a history, whose epochs are named after it and begin at this moment (ms since midnight). */
export const written = (
  { steps }: HandHistory,
  name: string,
  beginMs: number,
): ReadonlyArray<HandLine> => {
  let ms = beginMs;
  const writers: Array<Writer> = [];
  const gaps: Array<string> = [];
  const writerOf = (index: number): Writer => {
    const known = writers[Math.min(index, writers.length)];
    if (known !== undefined) return known;
    const writer = new Writer(`${name}-${writers.length}`);
    writers.push(writer);
    writer.epoch.opened(timeOf(ms));
    return writer;
  };

  const write = (step: Step): void => {
    const writer = writerOf(step.epoch);
    const { epoch, rows, snapshots } = writer;
    const time = timeOf(ms);
    const ordinalBack = (back: number): number => Math.max(1, epoch.ordinal - back);
    switch (step.tag) {
      case 'snapshot': {
        rows.clear();
        step.rows.forEach((n) => rows.add(n));
        writer.sequence += 1;
        writer.index = step.index;
        const sequence = step.numbered ? writer.sequence : null;
        const of = { index: step.index, sequence, ...statedOf(rows, step.stating) };
        snapshots.push(epoch.ordinal + 1);
        const all = step.rows.map(rowOf);
        if (step.split) {
          epoch.snapshot(time, all.slice(0, 1), { ...of, part: { part: 1, parts: 2 } });
          epoch.snapshot(time, all.slice(1), { ...of, part: { part: 2, parts: 2 } });
        } else epoch.snapshot(time, all, of);
        return;
      }
      case 'delta': {
        writer.sequence += 1;
        step.removed.forEach((n) => rows.delete(n));
        step.added.forEach((n) => rows.add(n));
        epoch.delta(
          time,
          {
            added: step.added.map(rowOf),
            removed: step.removed.map((n) => rowOf(n)[0]),
            changed: step.changed.map(changedOf),
          },
          {
            index: writer.index,
            sequence: step.numbered ? writer.sequence : null,
            ...statedOf(rows, step.stating),
          },
        );
        return;
      }
      case 'counted':
        epoch.counted(time);
        return;
      case 'closed':
        epoch.closed(time);
        return;
      case 'lost':
        if (epoch.lines.length > 2) epoch.lose(); // whatever it was, the second part of a snapshot too
        return;
      case 'gap': {
        const of = (writers[step.of] ?? writer).epoch;
        const from = Math.max(1, of.ordinal - step.back);
        gaps.push(epoch.gapFound(time, { of, from, cause: step.cause, streams: step.streams }));
        return;
      }
      case 'end-of-gap': {
        const gap = gaps.at(-1 - step.back);
        const closing = step.isSnapshot ? snapshots.at(-1) : ordinalBack(step.back);
        if (gap !== undefined && closing !== undefined) epoch.gapClosed(time, gap, closing);
        return;
      }
      case 'audit':
        epoch.audited(time, {
          of: snapshots.at(-1) ?? 1,
          outcome: step.failed ? 'failed' : 'agreed',
          verified: step.failed ? null : ordinalBack(step.back),
        });
    }
  };

  const begin = { epoch: 0, afterMs: 0, stating: 'nothing', numbered: true } as const;
  write({ ...begin, tag: 'snapshot', index: 0, rows: [1, 2, 3], split: false });
  for (const step of steps) {
    ms += step.afterMs;
    write(step);
  }
  return writers.flatMap(({ epoch }) => epoch.lines);
};
