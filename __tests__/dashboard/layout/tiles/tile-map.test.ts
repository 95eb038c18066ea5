import { describe, expect, it } from 'vitest';
import { columnsOf, tilesIn, txidsIn } from '../../../../dashboard/layout/tiles/columns.ts';
import { eventIdIn, eventIdText } from '../../../../dashboard/layout/tiles/event-id.ts';
import { TileMap } from '../../../../dashboard/layout/tiles/tile-map.ts';
import type { Tile } from '../../../../dashboard/layout/tiles/tile.ts';
import type { TilesDelta, TilesSnapshot } from '../../../../dashboard/layout/tiles/wire.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
  string,
];

const tile = (txid: string, rate: number, left: number, top = 0): Tile => ({
  txid,
  feeSats: 100 * rate,
  vsizeVbytes: 100.25,
  valueSats: 5_000,
  rate,
  left,
  top,
  width: 2,
  height: 1,
});

const totals = { transactions: 3, feeSats: 600, weight: 1_203, lowestRate: 1, medianRate: 2 };
const snapshot: TilesSnapshot = {
  tag: 'snapshot',
  level: 'verified',
  cause: null,
  at: '2026-09-19T12:00:00.000Z',
  sequence: 7,
  totals,
  grid: { columns: 128, rows: 128 },
  edges: [1, 2],
  tiles: columnsOf([tile(a, 3, 0), tile(b, 2, 2), tile(c, 1, -1)]),
};
const delta: TilesDelta = {
  tag: 'delta',
  level: 'contiguous',
  cause: null,
  at: '2026-09-19T12:00:02.000Z',
  sequence: 8,
  totals: { ...totals, feeSats: 650 },
  removed: [[a, 'replaced']],
  added: columnsOf([tile(d, 4, 0)]),
  repriced: { txids: b, rates: [2.5] },
  moved: { txids: c + b, places: [2, 0, 2, 1, 4, 0, 2, 1] },
  feeSatsDelta: 50,
};

describe('columns', () => {
  it('are the tiles side by side, txids as one text, places four numbers each', () => {
    expect(columnsOf([tile(a, 3, 0), tile(b, 2, -1, 9)])).toEqual({
      txids: 'a'.repeat(64) + 'b'.repeat(64),
      feeSats: [300, 200],
      vsizeVbytes: [100.25, 100.25],
      valueSats: [5_000, 5_000],
      rates: [3, 2],
      places: [0, 0, 2, 1, -1, 9, 2, 1],
    });
  });

  it('give the tiles back', () => {
    const tiles = [tile(a, 3, 0), tile(b, 2, -1, 9)];
    expect(tilesIn(columnsOf(tiles))).toEqual(tiles);
    expect(txidsIn('')).toEqual([]);
  });
});

describe('the picture', () => {
  it('knows nothing before a snapshot, whatever it is told', () => {
    const map = new TileMap();
    expect(map.apply(delta)).toBeNull();
    expect(
      map.apply({ tag: 'standing', level: 'unknown', cause: 'socket', at: delta.at }),
    ).toBeNull();
    expect([map.facts, map.snapshot(), map.tiles.size]).toEqual([null, null, 0]);
  });

  it('says what a delta removed, added, re-priced and moved, a tile that is both in both lists', () => {
    const map = new TileMap();
    expect(map.apply(snapshot)).toEqual({ tag: 'snapshot' });
    expect(map.notDrawn).toBe(1);
    const untouched = map.tiles.get(c);
    const after = { ...tile(b, 2.5, 4), feeSats: 200 };
    expect(map.apply(delta)).toEqual({
      tag: 'delta',
      removed: [{ tile: tile(a, 3, 0), why: 'replaced' }],
      added: [tile(d, 4, 0)],
      repriced: [{ before: tile(b, 2, 2), after }],
      moved: [
        { before: tile(b, 2, 2), after },
        { before: untouched, after: tile(c, 1, 2) },
      ],
      unknownTxids: 0,
    });
    expect([...map.tiles.keys()].sort()).toEqual([b, c, d]);
    expect(map.tiles.get(b)).toEqual(after);
    expect(map.notDrawn).toBe(0);
    expect(map.facts).toMatchObject({ at: delta.at, sequence: 8, level: 'contiguous' });
    expect(map.facts).toMatchObject({ edges: [1, 2], totals: { feeSats: 650 } });
  });

  it('leaves a tile that nobody names the same object, so that nothing of it is drawn again', () => {
    const map = new TileMap();
    map.apply(snapshot);
    const before = map.tiles.get(c);
    map.apply({ ...delta, moved: { txids: '', places: [] } });
    expect(map.tiles.get(c)).toBe(before);
  });

  it('counts what is named and not there, and goes on', () => {
    const map = new TileMap();
    map.apply(snapshot);
    const applied = map.apply({
      ...delta,
      removed: [[d, 'mined']],
      moved: { txids: d.replace('d', 'e'), places: [1, 1, 1, 1] },
    });
    expect(applied).toMatchObject({ removed: [], unknownTxids: 2 });
    expect(map.tiles.size).toBe(4);
  });

  it('takes another standing without touching a tile, and a mined block without touching anything', () => {
    const map = new TileMap();
    map.apply(snapshot);
    const mined = { tag: 'mined', at: delta.at, height: 9, hash: a } as const;
    expect(map.apply(mined)).toEqual(mined);
    expect(map.snapshot()).toEqual(snapshot);
    map.apply({ tag: 'standing', level: 'unknown', cause: 'sequence', at: delta.at });
    expect(map.snapshot()).toEqual({
      ...snapshot,
      level: 'unknown',
      cause: 'sequence',
      at: delta.at,
    });
  });

  it('told as a snapshot and taken in again is the same picture', () => {
    const [map, again] = [new TileMap(), new TileMap()];
    map.apply(snapshot);
    map.apply(delta);
    const told = map.snapshot();
    if (told === null) throw new Error('no snapshot');
    again.apply(told);
    expect([...again.tiles]).toEqual([...map.tiles]);
    expect(again.facts).toEqual(map.facts);
  });
});

describe('the id of an event', () => {
  it('is run and number; any other text is none', () => {
    expect(eventIdText({ run: '0a1b2c3d', number: 12 })).toBe('0a1b2c3d-12');
    expect(eventIdIn('0a1b2c3d-12')).toEqual({ run: '0a1b2c3d', number: 12 });
    for (const text of [
      '',
      '12',
      '0a1b2c3d-',
      '0a1b2c3d--1',
      '0a1b2c3d-1e3',
      ' 0a1b2c3d-1',
      '0A1B2C3D-1',
    ])
      expect(eventIdIn(text)).toBeNull();
  });
});
