import { ROWS, type Shape } from './shape.ts';
import type { Packed, Shelves } from './shelves.ts';

/**
 * Puts tiles without a place into the first hole from a row down, in the order given; gives those that found none.
 * Where a shape found its last hole is remembered: nothing is lifted meanwhile, so there is none above.
 */
export const stack = (
  shelves: Shelves,
  tiles: ReadonlyArray<Packed>,
  fromRow: number,
): ReadonlyArray<Packed> => {
  const lastRow = new Map<string, number>();
  return tiles.filter((tile) => {
    const name = nameOf(tile.shape);
    const found = shelves.settle(tile, lastRow.get(name) ?? fromRow, ROWS);
    lastRow.set(name, found ? tile.top : ROWS);
    return !found;
  });
};

const nameOf = ({ width, height }: Shape): string => `${width} ${height}`;
