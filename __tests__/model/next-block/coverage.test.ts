import { coverageOf, historyOf, nextBlockAt, type History } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HandEpoch, type HandRow } from '../../support/hand-lines.ts';
import { handHistory, written } from '../../support/hand-histories.ts';
import { readBack } from '../../support/two-answers.ts';

const row = (n: number): HandRow => [n.toString(16).padStart(64, '0'), 1000, 100, 5, 2, 1, 0];

const historyOfEpochs = (...epochs: ReadonlyArray<HandEpoch>): History =>
  historyOf(epochs.flatMap(({ lines }) => lines.map(readBack)));

/** Milliseconds by answer, from the answers on both sides of every moment at which one can change. */
const bySampling = (history: History, cuts: ReadonlyArray<number>): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[index + 1] ?? from;
    const [after, before] = [from + 0.25, to - 0.25].map((ms) => {
      const answer = nextBlockAt(history, ms);
      return answer.tag === 'known' ? answer.level : answer.cause;
    });
    expect(after).toBe(before);
    if (after !== undefined) sums[after] = (sums[after] ?? 0) + to - from;
  }
  return sums;
};

describe('coverage', () => {
  it('is the time between the lines, by level and by what made it unknown', () => {
    const dead = new HandEpoch('e1');
    dead.opened('01:00:00');
    dead.snapshot('01:00:10', [row(1)], { sequence: 5 });
    dead.delta(
      '01:00:20.500',
      {},
      { sequence: 6, stated: { rows: 1, feeSats: 1000, weight: 400 } },
    );
    const process = new HandEpoch('e2');
    process.opened('01:01:00', 'process');
    const gap = process.gapFound('01:01:00', { of: dead, cause: 'crash', from: 4 });
    const next = new HandEpoch('e3');
    next.opened('01:01:10');
    next.snapshot('01:01:20', [row(2)], { sequence: 2 });
    next.gapClosed('01:01:20', gap, 2);
    next.counted('01:02:00');
    const history = historyOfEpochs(dead, process, next);
    expect(coverageOf(history, null)).toStrictEqual({
      verifiedSeconds: 0,
      contiguousSeconds: 10.5 + 40,
      unknownSeconds: 10 + 59.5,
      unknownByCause: { 'no-base': 10, crash: 59.5 },
    });
    // alone, the new epoch does not know of the crash
    expect(coverageOf(history, ['e3'])).toStrictEqual({
      verifiedSeconds: 0,
      contiguousSeconds: 40,
      unknownSeconds: 10,
      unknownByCause: { 'no-base': 10 },
    });
    expect(coverageOf(history, null, 1)).toMatchObject({ unknownSeconds: 120 });
  });

  it('counts what a clock set back makes suspect, though the gap closed before it began', () => {
    const before = new HandEpoch('e1');
    before.opened('04:20:00');
    before.snapshot('04:20:10', [row(1)], { sequence: 5 });
    before.gapFound('04:30:00', { cause: 'clock', from: 3 }); // e1-3, itself the first suspect line
    before.closed('04:31:00', 'clock-stepped');
    const after = new HandEpoch('e2');
    after.opened('04:20:01');
    after.snapshot('04:20:05', [row(2)], { sequence: 6 });
    after.gapClosed('04:20:05', 'e1-3', 2);
    expect(coverageOf(historyOfEpochs(before, after), ['e1'])).toStrictEqual({
      verifiedSeconds: 0,
      contiguousSeconds: 0,
      unknownSeconds: 660,
      unknownByCause: { 'no-base': 10, clock: 650 },
    });
  });

  it('of nothing is nothing', () => {
    const nothing = {
      verifiedSeconds: 0,
      contiguousSeconds: 0,
      unknownSeconds: 0,
      unknownByCause: {},
    };
    expect(coverageOf({ epochs: [] }, null)).toStrictEqual(nothing);
    expect(coverageOf({ epochs: [] }, ['e1'])).toStrictEqual(nothing);
  });

  it('is what the answers on both sides of every line add up to, in any ledger', () => {
    fc.assert(
      fc.property(handHistory, (random) => {
        const lines = written(random, 'e', 0).map(readBack);
        const history = historyOf(lines);
        const times = lines.map(({ envelope }) => Date.parse(envelope.observedAt));
        const cuts = [...new Set(times)].sort((a, b) => a - b);
        const { verified = 0, contiguous = 0, ...unknown } = bySampling(history, cuts);
        const seconds = (ms: number): number => ms / 1000;
        const inAll = Object.values(unknown).reduce((sum, ms) => sum + ms, 0);
        expect(coverageOf(history, null)).toStrictEqual({
          verifiedSeconds: seconds(verified),
          contiguousSeconds: seconds(contiguous),
          unknownSeconds: seconds(inAll),
          unknownByCause: Object.fromEntries(
            Object.entries(unknown).map(([cause, ms]) => [cause, seconds(ms)]),
          ),
        });
        expect(verified + contiguous + inAll).toBe((cuts.at(-1) ?? 0) - (cuts[0] ?? 0));
      }),
      { numRuns: 1000 },
    );
  });
});
