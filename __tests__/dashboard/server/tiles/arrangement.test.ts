import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Packing } from '../../../../dashboard/layout/tiles/packing.ts';
import { TileMap } from '../../../../dashboard/layout/tiles/tile-map.ts';
import type { TilesDelta, TilesEvent } from '../../../../dashboard/layout/tiles/wire.ts';
import type { NextBlockEvent, NextBlockRow } from '../../../../dashboard/server/ports.ts';
import { Arrangement } from '../../../../dashboard/server/tiles/arrangement.ts';
import {
  deltaEvent,
  followedRows,
  sampleRows,
  snapshotEvent,
} from '../../../support/next-block-rows.ts';
import { simulatedBlock } from '../../../support/simulated-block.ts';
import { atSecond, sessions } from '../../../support/tile-changes.ts';

const row = (digit: string, vsizeVbytes: number, rate: number): NextBlockRow => ({
  txid: digit.repeat(64),
  feeSats: Math.round(vsizeVbytes * rate),
  vsizeVbytes,
  valueSats: 1_000,
  rate,
});
const [a, b, c] = [row('a', 200, 5), row('b', 100.25, 2), row('c', 300, 1)];

const begun = (...rows: ReadonlyArray<NextBlockRow>): Arrangement => {
  const arrangement = new Arrangement();
  arrangement.take(snapshotEvent(rows, atSecond(0)));
  return arrangement;
};

const deltaOf = (event: TilesEvent | null): TilesDelta => {
  if (event?.tag !== 'delta') throw new Error(`a delta was expected, not ${event?.tag}`);
  return event;
};

describe('what is sent of random sessions', () => {
  it('amounts to the rows of a plain map, each at the place that the packing has for it', () => {
    fc.assert(
      fc.property(sessions(300, 12), (events) => {
        const arrangement = new Arrangement();
        const reader = new TileMap();
        const model = followedRows();
        const packing = new Packing();
        for (const event of events) {
          model.take(event);
          if (event.tag === 'snapshot') packing.renew(event.rows);
          if (event.tag === 'delta') {
            packing.apply({ ...event, removed: event.removed.map(([txid]) => txid) });
          }
          const told = arrangement.take(event);
          expect(told.isBroken).toBe(false);
          // as it arrives
          if (told.event !== null)
            reader.apply(JSON.parse(JSON.stringify(told.event)) as TilesEvent);
          const wanted = [...model.rows.values()].map((each) => ({
            ...each,
            ...packing.placeOf(each.txid),
          }));
          expect(new Map(reader.tiles)).toEqual(new Map(wanted.map((each) => [each.txid, each])));
        }
      }),
      { numRuns: 20, interruptAfterTimeLimit: 30_000 },
    );
  });
});

describe('a snapshot', () => {
  it('brings totals that were added up by hand', () => {
    const { event } = new Arrangement().take(snapshotEvent([a, b, c], atSecond(0)));
    // 1000 + 200.5 rounded + 300 sats; 800 + 401 + 1200 weight units, of which half is reached at rate 2
    expect(event).toMatchObject({
      totals: { transactions: 3, feeSats: 1_501, weight: 2_401, lowestRate: 1, medianRate: 2 },
      grid: { columns: 128, rows: 128 },
    });
  });

  it('of an empty block has no rates', () => {
    const { event } = new Arrangement().take(snapshotEvent([], atSecond(0)));
    expect(event).toMatchObject({
      totals: { transactions: 0, feeSats: 0, weight: 0, lowestRate: null, medianRate: null },
      tiles: { txids: '', places: [] },
    });
  });
});

describe('a delta', () => {
  it('says what came, went and was re-priced, and by how much the fees changed', () => {
    const arrangement = begun(a, b);
    const told = arrangement.take(
      deltaEvent(atSecond(2), {
        level: 'contiguous',
        sequence: 9,
        removed: [[a.txid, 'replaced']],
        added: [c],
        repriced: [[b.txid, 3]],
      }),
    );
    expect(told.isBroken).toBe(false);
    expect(deltaOf(told.event)).toMatchObject({
      at: atSecond(2),
      level: 'contiguous',
      sequence: 9,
      removed: [[a.txid, 'replaced']],
      added: { txids: c.txid, rates: [1] },
      repriced: { txids: b.txid, rates: [3] },
      moved: { txids: '', places: [] },
      feeSatsDelta: 300 - 1_000,
    });
  });

  it('that adds what is there re-prices it; another size of the same name goes and comes', () => {
    const arrangement = begun(a, b);
    const again = deltaOf(
      arrangement.take(deltaEvent(atSecond(2), { added: [{ ...a, rate: 6 }] })).event,
    );
    expect(again).toMatchObject({ removed: [], added: { txids: '' }, repriced: { txids: a.txid } });
    const other = deltaOf(
      arrangement.take(deltaEvent(atSecond(3), { added: [{ ...b, vsizeVbytes: 900 }] })).event,
    );
    expect(other).toMatchObject({
      removed: [[b.txid, 'unknown']],
      added: { txids: b.txid, vsizeVbytes: [900] },
    });
  });

  it('after a mined block is a whole picture with edges of its own, the one after it a delta again', () => {
    const arrangement = begun(...sampleRows(200, 1));
    const mined = { tag: 'mined', at: atSecond(1), height: 9, hash: 'ab' } as const;
    expect(arrangement.take(mined)).toEqual({ event: mined, isBroken: false });
    const next = arrangement.take(deltaEvent(atSecond(1), { added: [row('d', 100, 5_000)] }));
    expect(next.event).toMatchObject({ tag: 'snapshot', totals: { transactions: 201 } });
    expect(arrangement.take(deltaEvent(atSecond(2))).event).toMatchObject({ tag: 'delta' });
  });

  it('is small: what did not change is not sent', () => {
    const block = simulatedBlock('bytes', 6_000);
    const arrangement = new Arrangement();
    const bytesOf = (event: NextBlockEvent): number =>
      Buffer.byteLength(JSON.stringify(arrangement.take(event).event));
    const whole = bytesOf(block.first());
    const sizes = Array.from({ length: 30 }, () => bytesOf(block.next(2))).sort((x, y) => x - y);
    expect(whole).toBeGreaterThan(400_000);
    expect(sizes[15]).toBeLessThan(6_000);
    const quiet = bytesOf(deltaEvent(atSecond(9_000)));
    expect(quiet).toBeLessThan(450);
  });

  it('of ten in and eight out names those, the few that made room for them, and nobody else', () => {
    const rows = sampleRows(4_000, 3);
    const arrangement = begun(...rows.slice(10));
    const added = rows.slice(0, 10);
    const removed = rows.slice(100, 108).map(({ txid }) => [txid, 'mined'] as const);
    const { event } = arrangement.take(deltaEvent(atSecond(1), { added, removed }));
    const delta = deltaOf(event);
    expect(delta.removed).toEqual(removed);
    expect(delta.added.txids).toHaveLength(640);
    expect(delta.repriced.txids).toBe('');
    const moved = delta.moved.places.length / 4;
    expect(moved).toBeLessThanOrEqual(70); // seven steps down for each at most
    const named = 64 * (10 + 8 + moved);
    expect(JSON.stringify(delta).length).toBeLessThan(named + 10 * 60 + 8 * 15 + moved * 16 + 450);
  });
});

describe('what cannot be used', () => {
  const bad: ReadonlyArray<readonly [string, Partial<NextBlockRow>]> = [
    ['a rate that is no number', { rate: Number.NaN }],
    ['a negative rate', { rate: -1 }],
    ['a rate without end', { rate: Number.POSITIVE_INFINITY }],
    ['a negative size', { vsizeVbytes: -1 }],
    ['no size', { vsizeVbytes: 0 }],
    ['half a satoshi', { feeSats: 0.5 }],
    ['a negative sum', { valueSats: -1 }],
    ['a txid that is none', { txid: '<script>' }],
  ];

  it.each(bad)('is left out and told of, the rest holds: %s', (_, change) => {
    const arrangement = new Arrangement();
    const first = arrangement.take(snapshotEvent([a, { ...b, ...change }], atSecond(0)));
    expect(first.isBroken).toBe(true);
    expect(first.event).toMatchObject({ tiles: { txids: a.txid } });
    const next = arrangement.take(deltaEvent(atSecond(1), { added: [{ ...b, ...change }, c] }));
    expect(next.isBroken).toBe(true);
    expect(next.event).toMatchObject({ added: { txids: c.txid } });
  });

  it('is a txid that is not there, removed or re-priced, and a rate that is none', () => {
    const arrangement = begun(a);
    const gone = arrangement.take(deltaEvent(atSecond(1), { removed: [[b.txid, 'mined']] }));
    expect(gone).toMatchObject({ isBroken: true, event: { removed: [] } });
    const priced = arrangement.take(
      deltaEvent(atSecond(2), {
        repriced: [
          [b.txid, 3],
          [a.txid, Number.NaN],
        ],
      }),
    );
    expect(priced).toMatchObject({ isBroken: true, event: { repriced: { txids: '', rates: [] } } });
  });

  it('is an event without a moment', () => {
    const arrangement = begun(a);
    expect(arrangement.take(deltaEvent('yesterday'))).toEqual({ event: null, isBroken: true });
  });

  it('says nothing before the first snapshot', () => {
    const arrangement = new Arrangement();
    const standing = {
      tag: 'standing',
      level: 'unknown',
      cause: 'socket',
      at: atSecond(0),
    } as const;
    expect(arrangement.take(standing)).toEqual({ event: null, isBroken: false });
    expect(arrangement.take(deltaEvent(atSecond(1), { added: [a] })).event).toBeNull();
  });
});
