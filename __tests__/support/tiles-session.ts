import { columnsOf, placesOf } from '../../dashboard/layout/tiles/columns.ts';
import { fitEdges } from '../../dashboard/layout/tiles/edges.ts';
import { Packing } from '../../dashboard/layout/tiles/packing.ts';
import { COLUMNS, ROWS } from '../../dashboard/layout/tiles/shape.ts';
import type { Tile } from '../../dashboard/layout/tiles/tile.ts';
import type { BlockTotals, TilesDelta, TilesSnapshot } from '../../dashboard/layout/tiles/wire.ts';
import type { NextBlockRow } from '../../dashboard/server/ports.ts';
import { rowsSession } from './rows-session.ts';

/** A next block that lives by a seed: its events as they travel to the page. */
export interface TilesSession {
  readonly snapshot: () => TilesSnapshot;
  readonly next: () => TilesDelta;
}

/** When the first event of every session is. */
const STARTS_MS = Date.parse('2026-11-30T12:00:00.000Z');
const EVERY_MS = 2000;

const feeSatsOf = (rows: Iterable<NextBlockRow>): number => {
  let sum = 0;
  for (const { feeSats } of rows) sum += feeSats;
  return sum;
};

const totalsOf = (rows: ReadonlyArray<NextBlockRow>): BlockTotals => {
  const rates = Float64Array.from(rows, ({ rate }) => rate).sort();
  return {
    transactions: rows.length,
    feeSats: feeSatsOf(rows),
    weight: rows.reduce((sum, { vsizeVbytes }) => sum + 4 * vsizeVbytes, 0),
    lowestRate: rates[0] ?? null,
    medianRate: rates[Math.floor(rates.length / 2)] ?? null,
  };
};

export const tilesSession = (
  transactions: number,
  seed: number,
  startsMs = STARTS_MS,
): TilesSession => {
  const { rows, next } = rowsSession(transactions, seed);
  const packing = new Packing();
  packing.renew([...rows.values()]);
  const edges = fitEdges([...rows.values()].map(({ rate }) => rate));
  let sequence = 1;

  const tileOf = (txid: string): Tile => {
    const [row, place] = [rows.get(txid), packing.placeOf(txid)];
    if (row === undefined || place === null) throw new Error(`no tile ${txid}`);
    return { ...row, ...place };
  };
  const moment = () => ({
    level: 'verified' as const,
    cause: null,
    at: new Date(startsMs + (sequence - 1) * EVERY_MS).toISOString(),
    sequence,
    totals: totalsOf([...rows.values()]),
  });

  return {
    snapshot: () => ({
      tag: 'snapshot',
      ...moment(),
      grid: { columns: COLUMNS, rows: ROWS },
      edges,
      tiles: columnsOf([...rows.keys()].map(tileOf)),
    }),
    next: () => {
      sequence += 1;
      const before = feeSatsOf(rows.values());
      const { removed, added, repriced } = next();
      const moved = packing.apply({ removed: removed.map(([txid]) => txid), added, repriced });
      const facts = moment();
      return {
        tag: 'delta',
        ...facts,
        removed,
        added: columnsOf(added.map(({ txid }) => tileOf(txid))),
        repriced: {
          txids: repriced.map(([txid]) => txid).join(''),
          rates: repriced.map(([, rate]) => rate),
        },
        moved: { txids: moved.join(''), places: placesOf(moved.map(tileOf)) },
        feeSatsDelta: facts.totals.feeSats - before,
      };
    },
  };
};
