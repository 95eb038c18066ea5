import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COLUMN_MS,
  COLUMNS,
  columnsOfTime,
} from '../../../../dashboard/layout/spectrum/columns.ts';
import {
  toldBy,
  txidOf,
  type PlainMoment,
  type PlainTx,
  type Step,
} from '../../../support/spectrum/told.ts';

const START_MS = Date.parse('2026-11-21T05:20:00.000Z');

const someTx: fc.Arbitrary<PlainTx> = fc.record({
  txid: fc.integer({ min: 0, max: 60 }).map(txidOf),
  rate: fc.oneof(
    fc.double({ min: 0, max: 2000, noNaN: true }),
    fc.constantFrom(0, 0.1, 1, 10, 100, 1000),
  ),
  vsizeVbytes: fc.integer({ min: 240, max: 400_000 }).map((weight) => weight / 4),
});

const someStep: fc.Arbitrary<Step> = fc.record({
  afterMs: fc.oneof(
    fc.integer({ min: 0, max: 9000 }),
    fc.integer({ min: 0, max: 400_000 }),
    fc.constantFrom(0, COLUMN_MS),
  ),
  tag: fc.constantFrom<Step['tag']>('delta', 'delta', 'delta', 'snapshot', 'standing', 'mined'),
  standing: fc.constantFrom<Step['standing']>(
    { level: 'verified', cause: null },
    { level: 'contiguous', cause: null },
    { level: 'unknown', cause: 'sequence' },
    { level: 'unknown', cause: 'socket' },
  ),
  put: fc.uniqueArray(someTx, { maxLength: 12, selector: ({ txid }) => txid }),
  every: fc.integer({ min: 0, max: 4 }),
  rate: fc.double({ min: 0.2, max: 500, noNaN: true }),
});

/** The last moment before a time. */
const lastOf = (moments: ReadonlyArray<PlainMoment>, ms: number): PlainMoment | undefined =>
  moments.findLast(({ atMs }) => atMs < ms);

/** The bin of a rate by looking through the ends of all 48, a twelfth of a factor ten apart. */
const plainBin = (rate: number): number =>
  Array.from({ length: 48 }, (_, bin) => bin).findLast((bin) => rate >= 10 ** (bin / 12 - 1)) ?? 0;

describe('columns of time', () => {
  it('hold of each bin what the block held of it at the column’s end, by a plain model', () => {
    fc.assert(
      fc.property(fc.array(someStep, { minLength: 1, maxLength: 40 }), (steps) => {
        const { events, moments } = toldBy(START_MS, steps);
        const columns = columnsOfTime();
        for (const event of events) columns.take(event);
        for (const { startMs, vsizeVbytes, lowestRate, level } of columns.all()) {
          const then = lastOf(moments, startMs + COLUMN_MS);
          if (then === undefined) throw new Error('a column of nothing');
          expect(level).toBe(then.level);
          if (then.level === 'unknown') {
            expect([vsizeVbytes, lowestRate]).toEqual([null, null]);
            continue;
          }
          const total = then.txs.reduce((sum, tx) => sum + tx.vsizeVbytes, 0);
          expect((vsizeVbytes ?? []).reduce((sum, vbytes) => sum + vbytes, 0)).toBe(total);
          const bins = Array.from({ length: 48 }, () => 0);
          for (const tx of then.txs) {
            const bin = plainBin(tx.rate);
            bins[bin] = (bins[bin] ?? 0) + tx.vsizeVbytes;
          }
          expect(vsizeVbytes).toEqual(bins);
          const rates = then.txs.map(({ rate }) => rate);
          expect(lowestRate).toBe(rates.length === 0 ? null : Math.min(...rates));
        }
      }),
    );
  });

  it('are gaps exactly where the block was not known at the beginning of a column or at a moment in it', () => {
    fc.assert(
      fc.property(fc.array(someStep, { minLength: 1, maxLength: 40 }), (steps) => {
        const { events, moments } = toldBy(START_MS, steps);
        const columns = columnsOfTime();
        for (const event of events) columns.take(event);
        for (const { startMs, cause } of columns.all()) {
          const before = lastOf(moments, startMs);
          const within = moments.filter(
            ({ atMs }) => atMs >= startMs && atMs < startMs + COLUMN_MS,
          );
          const notKnown = [before, ...within].find((moment) => moment?.level === 'unknown');
          expect(cause).toBe(notKnown?.cause ?? null);
        }
      }),
    );
  });

  it('follow each other without a hole, half an hour of them at most, with every block in its column', () => {
    fc.assert(
      fc.property(fc.array(someStep, { minLength: 1, maxLength: 40 }), (steps) => {
        const { events, mined } = toldBy(START_MS, steps);
        const columns = columnsOfTime();
        for (const event of events) columns.take(event);
        const all = columns.all();
        expect(all.length).toBeLessThanOrEqual(COLUMNS);
        all.forEach(({ startMs }, index) =>
          expect(startMs).toBe((all[0]?.startMs ?? 0) + index * COLUMN_MS),
        );
        const expected = mined.filter(
          ({ atMs, isSeen }) => isSeen && atMs >= (all[0]?.startMs ?? Infinity),
        );
        expect(all.flatMap((column) => column.mined)).toEqual(expected.map(({ height }) => height));
        for (const { startMs, mined: heights } of all)
          for (const height of heights) {
            const atMs = mined.find((block) => block.height === height)?.atMs ?? 0;
            expect(Math.floor(atMs / COLUMN_MS) * COLUMN_MS).toBe(startMs);
          }
      }),
    );
  });

  it('are never made again: a message changes the newest one only', () => {
    fc.assert(
      fc.property(fc.array(someStep, { minLength: 1, maxLength: 40 }), (steps) => {
        const columns = columnsOfTime();
        for (const event of toldBy(START_MS, steps).events) {
          const before = columns.all().slice(0, -1);
          columns.take(event);
          const after = new Set(columns.all());
          const kept = before.filter(({ startMs }) => startMs >= (columns.all()[0]?.startMs ?? 0));
          expect(kept.every((column) => after.has(column))).toBe(true);
        }
      }),
    );
  });

  it('go on while nothing is said: what stood still stands', () => {
    const columns = columnsOfTime();
    const step = { afterMs: 0, every: 0, rate: 1 };
    const { events } = toldBy(START_MS, [
      {
        ...step,
        tag: 'snapshot',
        standing: { level: 'verified', cause: null },
        put: [{ txid: txidOf(1), rate: 5, vsizeVbytes: 200.25 }],
      },
    ]);
    for (const event of events) columns.take(event);
    columns.advanceTo(START_MS + 3 * COLUMN_MS);
    expect(columns.begun()).toBe(4);
    expect(columns.all().map(({ lowestRate }) => lowestRate)).toEqual([5, 5, 5, 5]);
    columns.advanceTo(START_MS); // a clock that was set
    expect(columns.begun()).toBe(4);
  });

  it('stay half an hour of them after a long silence', () => {
    const columns = columnsOfTime();
    const step = {
      every: 0,
      rate: 1,
      put: [],
      standing: { level: 'verified', cause: null },
    } as const;
    const day = 24 * 3600_000;
    const { events } = toldBy(START_MS, [
      { ...step, afterMs: 0, tag: 'snapshot' },
      { ...step, afterMs: day, tag: 'standing' },
    ]);
    for (const event of events) columns.take(event);
    expect(columns.all().length).toBe(COLUMNS);
    expect(columns.all().at(-1)?.startMs).toBe(START_MS + day);
  });
});
