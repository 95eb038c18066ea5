import { columnsOf } from '../layout/tiles/columns.ts';
import { fitEdges } from '../layout/tiles/edges.ts';

import { Packing } from '../layout/tiles/packing.ts';
import { COLUMNS, ROWS } from '../layout/tiles/shape.ts';
import type { TilesSnapshot } from '../layout/tiles/wire.ts';
import type { NextBlockThen } from './next-block-history.ts';

type Known = Exclude<NextBlockThen, { readonly level: 'unknown' }>;

const NO_ROOM = { left: -1, top: 0, width: 0, height: 0 };

/** The next block of a moment as it travels, packed as a snapshot that comes live is. */
export const packedThen = (
  atMs: number,
  { level, sequence, totals, rows }: Known,
): TilesSnapshot => {
  const packing = new Packing();
  packing.renew(rows);
  return {
    tag: 'snapshot',
    level,
    cause: null,
    at: new Date(atMs).toISOString(),
    sequence,
    totals,
    grid: { columns: COLUMNS, rows: ROWS },
    edges: fitEdges(rows.map(({ rate }) => rate)),
    tiles: columnsOf(rows.map((row) => ({ ...row, ...(packing.placeOf(row.txid) ?? NO_ROOM) }))),
  };
};
