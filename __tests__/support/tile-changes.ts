import fc from 'fast-check';
import type { NextBlockEvent, NextBlockRow } from '../../dashboard/server/ports.ts';
import { deltaEvent, snapshotEvent } from './next-block-rows.ts';

const START_MS = Date.parse('2026-09-19T12:00:00Z');

/** A moment, in seconds after the first. */
export const atSecond = (second: number): string =>
  new Date(START_MS + second * 1000).toISOString();

const txid = (n: number): string => n.toString(16).padStart(64, '0');

/** Sizes of all kinds, so that many together are more than a block. */
const size = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 328, max: 1_600 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1_600, max: 40_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 40_000, max: 400_000 }) },
);
const rate = fc.integer({ min: 10, max: 30_000 }).map((hundredths) => hundredths / 100);

const figures = fc.record({
  vsizeVbytes: size.map((weight) => weight / 4),
  feeSats: fc.nat(1_000_000),
  valueSats: fc.nat(2 ** 40),
  rate,
});

/** Picks: of a transaction that is there one in so many of the list, of a new one its figures. */
const change = fc.record({
  removed: fc.array(fc.nat(10_000), { maxLength: 12 }),
  added: fc.array(figures, { maxLength: 12 }),
  repriced: fc.array(fc.tuple(fc.nat(10_000), rate), { maxLength: 4 }),
});

/** A snapshot and deltas that fit one another; now and then another snapshot of the same rows. */
export const sessions = (
  mostRows: number,
  mostChanges: number,
): fc.Arbitrary<ReadonlyArray<NextBlockEvent>> =>
  fc
    .record({
      rows: fc.array(figures, { maxLength: mostRows, size: 'max' }),
      changes: fc.array(fc.tuple(change, fc.nat(19)), { minLength: 1, maxLength: mostChanges }),
    })
    .map(({ rows: first, changes }) => {
      let made = 0;
      const rowOf = (each: Omit<NextBlockRow, 'txid'>): NextBlockRow => ({
        txid: txid((made += 1)),
        ...each,
      });
      const rows = new Map(first.map(rowOf).map((row) => [row.txid, row]));
      const events: NextBlockEvent[] = [snapshotEvent([...rows.values()], atSecond(0))];
      changes.forEach(([{ removed, added, repriced }, kind], index) => {
        const at = atSecond(index + 1);
        const pick = (n: number): ReadonlyArray<string> =>
          [...rows.keys()].slice(n % (rows.size + 1)).slice(0, 1);
        const gone = new Set(removed.flatMap(pick));
        for (const each of gone) rows.delete(each);
        const priced = new Map(
          repriced.flatMap(([n, to]) => pick(n).map((each) => [each, to] as const)),
        );
        for (const [each, to] of priced) {
          const row = rows.get(each);
          if (row !== undefined) rows.set(each, { ...row, rate: to });
        }
        const come = added.map(rowOf);
        for (const row of come) rows.set(row.txid, row);
        events.push(
          kind === 0
            ? snapshotEvent([...rows.values()], at)
            : deltaEvent(at, {
                removed: [...gone].map((each) => [each, 'pushed-out']),
                added: come,
                repriced: [...priced],
              }),
        );
      });
      return events;
    });
