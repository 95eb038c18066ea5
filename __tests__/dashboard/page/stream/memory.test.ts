import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../../dashboard/server/view.ts';
import { Memory } from '../../../../dashboard/page/stream/memory.ts';
import type { Told } from '../../../../dashboard/page/stream/told.ts';
import type { TilesEvent } from '../../../../dashboard/layout/tiles/wire.ts';
import { everything } from '../../../support/live-port.ts';

const at = '2026-09-19T12:00:00.000Z';
const view = viewOf(everything(at), { rows: [], historyError: null }, 0);
const state: Told = { name: 'state', value: view, id: null };

const noTiles = { txids: '', feeSats: [], vsizeVbytes: [], valueSats: [], rates: [], places: [] };
const moment = {
  at,
  sequence: 1,
  level: 'verified',
  cause: null,
  totals: { transactions: 0, feeSats: 0, weight: 0, lowestRate: null, medianRate: null },
} as const;
const whole: TilesEvent = {
  ...moment,
  tag: 'snapshot',
  grid: { columns: 1, rows: 1 },
  edges: [],
  tiles: noTiles,
};
const standing: TilesEvent = { tag: 'standing', at, level: 'verified', cause: null };

const told = (id: string, value: TilesEvent): Told => ({ name: 'tiles', value, id });
const snapshot = (id: string): Told => told(id, whole);
const delta = (id: string): Told => told(id, standing);

const memoryOf = (...events: ReadonlyArray<Told>): Memory => {
  const memory = new Memory();
  for (const event of events) memory.take(event);
  return memory;
};

const idsOf = (events: ReadonlyArray<Told> | null): ReadonlyArray<string | null> | null =>
  events === null ? null : events.map(({ name, id }) => (name === 'state' ? 'state' : id));

describe('the memory of a tab', () => {
  it('takes each event once and in order, and says where one is missing', () => {
    const memory = memoryOf(state, snapshot('a-7'));
    expect(memory.take(delta('a-8'))).toBe('taken');
    expect(memory.take(delta('a-8'))).toBe('repeated');
    expect(memory.take(delta('a-7'))).toBe('repeated');
    expect(memory.take(delta('a-10'))).toBe('missing');
    expect(memory.take(delta('a-9'))).toBe('taken');
    expect(memory.newest).toBe('a-9');
  });

  it('never goes back to an older picture of the same run, and takes that of another run', () => {
    const memory = memoryOf(state, snapshot('a-7'), delta('a-8'));
    expect(memory.take(snapshot('a-8'))).toBe('repeated');
    expect(memory.take(snapshot('a-3'))).toBe('repeated');
    expect(memory.take(delta('b-9'))).toBe('missing');
    expect(memory.take(snapshot('b-1'))).toBe('taken');
    expect(memory.newest).toBe('b-1');
  });

  it('takes no change before there is something to change', () => {
    const memory = new Memory();
    expect(memory.take({ name: 'counts', value: view.counts, id: null })).toBe('missing');
    expect(memory.take(delta('a-1'))).toBe('missing');
    expect(memory.since(null)).toBeNull();
  });

  it('gives who comes late the newest state and the pictures from the newest whole one on', () => {
    const memory = memoryOf(state, snapshot('a-1'), delta('a-2'), snapshot('a-3'), delta('a-4'));
    const counts = { ...view.counts, framesIn: 99_999 };
    memory.take({ name: 'counts', value: counts, id: null });
    const events = memory.since(null);
    expect(idsOf(events)).toEqual(['state', 'a-3', 'a-4']);
    expect(events?.[0]).toEqual({ name: 'state', value: { ...view, counts }, id: null });
  });

  it('gives who was here before what is new, and everything where it was another run', () => {
    const memory = memoryOf(state, snapshot('a-3'), delta('a-4'), delta('a-5'));
    expect(idsOf(memory.since('a-4'))).toEqual(['state', 'a-5']);
    expect(idsOf(memory.since('a-5'))).toEqual(['state']);
    expect(idsOf(memory.since('b-4'))).toEqual(['state', 'a-3', 'a-4', 'a-5']);
    expect(idsOf(memory.since('a-1'))).toEqual(['state', 'a-3', 'a-4', 'a-5']);
  });

  it('holds 900 changes and then no longer knows the whole picture', () => {
    const memory = memoryOf(state, snapshot('a-0'));
    for (let n = 1; n <= 900; n += 1) memory.take(delta(`a-${n}`));
    expect(memory.since(null)?.length).toBe(902); // the state, the picture, 900 changes
    memory.take(delta('a-901'));
    expect(memory.since(null)).toBeNull();
    expect(idsOf(memory.since('a-900'))).toEqual(['state', 'a-901']);
    expect(memory.tiles.length).toBe(901);
  });

  it('wants a whole picture after it was told to forget', () => {
    const memory = memoryOf(state, snapshot('a-1'), delta('a-2'));
    memory.forgetTiles();
    expect(memory.newest).toBeNull();
    expect(memory.take(delta('a-3'))).toBe('missing');
    expect(memory.take(snapshot('a-2'))).toBe('taken');
  });
});
