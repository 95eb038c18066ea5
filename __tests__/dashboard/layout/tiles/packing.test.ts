import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Packing } from '../../../../dashboard/layout/tiles/packing.ts';
import type { Place } from '../../../../dashboard/layout/tiles/tile.ts';
import type { NextBlockEvent } from '../../../../dashboard/server/ports.ts';
import { followedRows, sampleRows } from '../../../support/next-block-rows.ts';
import { simulatedBlock } from '../../../support/simulated-block.ts';
import { sessions } from '../../../support/tile-changes.ts';

const SIDE = 128; // cells; a full block is a square of them

/** Says what is wrong with places: outside of the grid, or one over another. */
const faultsOf = (places: ReadonlyArray<Place>): ReadonlyArray<string> => {
  const owners = Array.from({ length: SIDE * SIDE }, () => -1);
  return places.flatMap(({ left, top, width, height }, tile) => {
    if (left === -1) return [];
    if (left < 0 || top < 0 || left + width > SIDE || top + height > SIDE || width * height === 0) {
      return [`tile ${tile} is outside`];
    }
    const faults: string[] = [];
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) {
        const owner = owners[y * SIDE + x] ?? -1;
        if (owner !== -1) faults.push(`tile ${tile} lies on tile ${owner}`);
        owners[y * SIDE + x] = tile;
      }
    }
    return faults;
  });
};

/** Takes an event in; gives the txids said to have moved, of a snapshot none. */
const take = (packing: Packing, event: NextBlockEvent): ReadonlyArray<string> => {
  if (event.tag === 'snapshot') packing.renew(event.rows);
  if (event.tag !== 'delta') return [];
  const removed = event.removed.map(([txid]) => txid);
  return packing.apply({ removed, added: event.added, repriced: event.repriced });
};

const placesIn = (packing: Packing, txids: Iterable<string>): ReadonlyMap<string, Place | null> =>
  new Map([...txids].map((txid) => [txid, packing.placeOf(txid)]));

const median = (values: ReadonlyArray<number>): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe('the packing of random sessions', () => {
  it('holds exactly the transactions of a plain map, inside the grid and none over another', () => {
    fc.assert(
      fc.property(sessions(700, 12), (events) => {
        const packing = new Packing();
        const model = followedRows();
        const everSeen = new Set<string>();
        for (const event of events) {
          model.take(event);
          take(packing, event);
          for (const txid of model.rows.keys()) everSeen.add(txid);
          const places = [...placesIn(packing, everSeen)];
          const held = places.flatMap(([txid, place]) => (place === null ? [] : [txid]));
          expect(held.sort()).toEqual([...model.rows.keys()].sort());
          expect(faultsOf(places.flatMap(([, place]) => place ?? []))).toEqual([]);
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 30_000 },
    );
  });

  it('moves no tile but those that it names, and names none that came or lies where it lay', () => {
    fc.assert(
      fc.property(sessions(700, 12), (events) => {
        const packing = new Packing();
        const model = followedRows();
        for (const event of events) {
          const before = placesIn(packing, model.rows.keys());
          model.take(event);
          const named = take(packing, event);
          if (event.tag !== 'delta') continue;
          const stayed = [...model.rows.keys()].filter((txid) => before.has(txid));
          const other = stayed.filter(
            (txid) => JSON.stringify(packing.placeOf(txid)) !== JSON.stringify(before.get(txid)),
          );
          expect([...named].sort()).toEqual(other.sort());
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 30_000 },
    );
  });

  it('is the same for the same events, in whatever order the rows of a snapshot come', () => {
    fc.assert(
      fc.property(sessions(300, 8), (events) => {
        const [one, other] = [new Packing(), new Packing()];
        const model = followedRows();
        for (const event of events) {
          model.take(event);
          take(one, event);
          take(
            other,
            event.tag === 'snapshot' ? { ...event, rows: event.rows.toReversed() } : event,
          );
          expect(placesIn(other, model.rows.keys())).toEqual(placesIn(one, model.rows.keys()));
        }
      }),
      { numRuns: 20, interruptAfterTimeLimit: 30_000 },
    );
  });
});

describe('a tile', () => {
  it('has the area of its size, a full block that of nearly the whole square', () => {
    const packing = new Packing();
    // 64.6 vB a cell: a million vB are 94.5 % of 16,384 cells
    packing.renew([
      { txid: 'a', vsizeVbytes: 64, rate: 3 },
      { txid: 'b', vsizeVbytes: 129, rate: 2 },
      { txid: 'c', vsizeVbytes: 6_460, rate: 1 },
    ]);
    expect(packing.placeOf('a')).toEqual({ left: 0, top: 0, width: 1, height: 1 });
    expect(packing.placeOf('b')).toEqual({ left: 1, top: 0, width: 2, height: 1 });
    expect(packing.placeOf('c')).toEqual({ left: 3, top: 0, width: 10, height: 10 });
  });

  it('without room is counted and gets a place when there is some', () => {
    const packing = new Packing();
    const large = { vsizeVbytes: 400_000 };
    packing.renew([
      { txid: 'a', ...large, rate: 3 },
      { txid: 'b', ...large, rate: 2 },
    ]);
    expect(packing.placeOf('b')?.left).toBe(-1);
    const moved = packing.apply({ removed: ['a'], added: [], repriced: [] });
    expect(moved).toEqual(['b']);
    expect(packing.placeOf('b')?.left).toBe(0);
  });

  it('that is re-priced by little stays; one that is worth far more goes up', () => {
    const packing = new Packing();
    const rows = sampleRows(4_500, 1).toSorted((a, b) => b.rate - a.rate);
    packing.renew(rows);
    const cheapest = rows.at(-1);
    if (cheapest === undefined) throw new Error('no rows');
    const { txid, rate } = cheapest;
    const low = packing.placeOf(txid);
    expect(packing.apply({ removed: [], added: [], repriced: [[txid, rate + 0.01]] })).toEqual([]);
    expect(packing.placeOf(txid)).toEqual(low);
    const moved = packing.apply({ removed: [], added: [], repriced: [[txid, 1_000]] });
    expect(moved).toContain(txid);
    expect(packing.placeOf(txid)?.top).toBeLessThan(SIDE / 8);
  });
});

describe('the next block of the simulator, 6,000 transactions', () => {
  it('lies by fee rank, and of the tiles that stay at most 1 % move with a change (median)', () => {
    const block = simulatedBlock('tiles', 6_000);
    const packing = new Packing();
    packing.renew(block.first().rows);
    expect(block.rows().size).toBeGreaterThan(5_000);
    const shares: number[] = [];
    for (let change = 0; change < 40; change += 1) {
      const event = block.next(2);
      const stayed = block.rows().size - event.added.length;
      shares.push(take(packing, event).length / stayed);
    }
    expect(median(shares)).toBeLessThanOrEqual(0.01);
    // independent of the code: where a tile's rank puts it if every vbyte took its cells row by row
    const rows = [...block.rows().values()].sort((a, b) => b.rate - a.rate);
    const total = rows.reduce((sum, { vsizeVbytes }) => sum + vsizeVbytes, 0);
    let above = 0;
    const off = rows.map(({ txid, vsizeVbytes }) => {
      const place = packing.placeOf(txid);
      const ideal = ((above + vsizeVbytes / 2) / total) * SIDE * 0.945;
      above += vsizeVbytes;
      return place === null || place.left < 0
        ? SIDE
        : Math.abs(place.top + place.height / 2 - ideal);
    });
    expect(median(off)).toBeLessThan(SIDE / 16);
    expect(off.filter((rowsOff) => rowsOff < SIDE / 4).length).toBeGreaterThan(0.98 * rows.length);
  });
});
