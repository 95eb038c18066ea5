import { classOf } from '../../../layout/tiles/edges.ts';
import { isDrawn, isSamePlace, type Place } from '../../../layout/tiles/tile.ts';

/** A transaction as it is to be drawn. Never changed: one that moves or is re-priced is another object. */
interface PaintedTile extends Place {
  readonly txid: string;
  readonly rate: number;
}

/** One moment of the next block, as far as it is drawn. */
export interface Picture {
  readonly grid: { readonly columns: number; readonly rows: number };
  /** Lower bounds of the classes that have a colour each, in sat/vB. */
  readonly edges: ReadonlyArray<number>;
  readonly tiles: ReadonlyMap<string, PaintedTile>;
}

/** A tile as it was drawn. */
export interface Held {
  readonly tile: PaintedTile;
  readonly feeClass: number;
}

/** What has to be done to get from what is drawn to a picture. */
export interface Difference {
  readonly gone: ReadonlyArray<string>;
  readonly arrived: ReadonlyArray<PaintedTile>;
  readonly moved: ReadonlyArray<PaintedTile>;
  readonly repriced: ReadonlyArray<PaintedTile>;
}

/** Looks at each tile of a picture; most are the very objects that were drawn, and cost a glance. */
export const differenceOf = (
  held: ReadonlyMap<string, Held>,
  { tiles, edges }: Picture,
  isSameEdges: boolean,
): Difference => {
  const arrived: PaintedTile[] = [];
  const moved: PaintedTile[] = [];
  const repriced: PaintedTile[] = [];
  let stayed = 0;
  for (const [txid, tile] of tiles) {
    if (!isDrawn(tile)) continue;
    const before = held.get(txid);
    if (before === undefined) {
      arrived.push(tile);
      continue;
    }
    stayed += 1;
    if (isSameEdges && before.tile === tile) continue;
    if (!isSamePlace(before.tile, tile)) moved.push(tile);
    else if (before.feeClass !== classOf(edges, tile.rate)) repriced.push(tile);
  }
  const gone = stayed === held.size ? [] : [...held.keys()].filter((txid) => !isIn(tiles, txid));
  return { gone, arrived, moved, repriced };
};

const isIn = (tiles: Picture['tiles'], txid: string): boolean => {
  const tile = tiles.get(txid);
  return tile !== undefined && isDrawn(tile);
};

/** Tiles that are cleared or drawn. */
export const sizeOf = ({ gone, arrived, moved, repriced }: Difference): number =>
  gone.length + arrived.length + moved.length + repriced.length;
