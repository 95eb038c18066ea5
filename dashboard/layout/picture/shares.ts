import { classOf } from '../tiles/edges.ts';
import { isDrawn, type Tile } from '../tiles/tile.ts';

/** One class of fee rates and how much of the block lies in it. */
export interface ClassShare {
  readonly fromRate: number;
  /** Null for the last class, which has no end. */
  readonly toRate: number | null;
  readonly vsizeVbytes: number;
  /** Of the vsize of all transactions, 0 to 1. */
  readonly share: number;
}

/** The share of each class, lowest rate first. */
export const sharesOf = (
  tiles: Iterable<Tile>,
  edges: ReadonlyArray<number>,
): ReadonlyArray<ClassShare> => {
  const vsizes = edges.map(() => 0);
  let total = 0;
  for (const { rate, vsizeVbytes } of tiles) {
    const index = classOf(edges, rate);
    vsizes[index] = (vsizes[index] ?? 0) + vsizeVbytes;
    total += vsizeVbytes;
  }
  return edges.map((fromRate, index) => {
    const vsizeVbytes = vsizes[index] ?? 0;
    const share = total === 0 ? 0 : vsizeVbytes / total;
    return { fromRate, toRate: edges[index + 1] ?? null, vsizeVbytes, share };
  });
};

/** The transactions that have no place in the picture. */
export interface Undrawn {
  readonly transactions: number;
  /** Of the vsize of all transactions, 0 to 1. */
  readonly share: number;
}

export const undrawnOf = (tiles: Iterable<Tile>): Undrawn => {
  let [transactions, undrawn, total] = [0, 0, 0];
  for (const tile of tiles) {
    total += tile.vsizeVbytes;
    if (isDrawn(tile)) continue;
    transactions += 1;
    undrawn += tile.vsizeVbytes;
  }
  return { transactions, share: total === 0 ? 0 : undrawn / total };
};
