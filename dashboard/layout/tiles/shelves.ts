import { BANDS, bandAt, firstRowOf } from './bands.ts';
import { Grid } from './grid.ts';
import { COLUMNS, ROWS, type Shape } from './shape.ts';
import type { Place } from './tile.ts';

/** A tile that is being packed; its place changes. */
export interface Packed {
  readonly txid: string;
  readonly shape: Shape;
  rate: number;
  /** −1: it has no place. */
  left: number;
  top: number;
}

export const placeOf = ({ left, top, shape }: Packed): Place => ({ left, top, ...shape });

export const hasPlace = ({ left }: Packed): boolean => left >= 0;

/** A name of band and shape. */
const nameOf = (band: number, { width, height }: Shape): number =>
  (band * (COLUMNS + 1) + width) * (ROWS + 1) + height;

/** Tiles that have a place, and the holes between them. */
export class Shelves {
  readonly #grid = new Grid(COLUMNS, ROWS);
  /** By band and shape. */
  readonly #alike = new Map<number, Set<Packed>>();

  clear(): void {
    this.#grid.clear();
    this.#alike.clear();
  }

  /** Puts a tile without a place into the first hole from one row to before another; false where there is none. */
  settle(tile: Packed, fromRow: number, toRow: number): boolean {
    for (let top = fromRow; top < toRow; top += 1) {
      const left = this.#grid.leftmost(top, tile.shape);
      if (left >= 0) {
        this.put(tile, left, top);
        return true;
      }
    }
    return false;
  }

  settleInBand(tile: Packed, band: number): boolean {
    return this.settle(tile, firstRowOf(band), firstRowOf(band + 1));
  }

  /** The first hole in the band, or else in the nearest one that has any. */
  settleNear(tile: Packed, band: number): boolean {
    for (let away = 0; away < BANDS; away += 1) {
      if (band + away < BANDS && this.settleInBand(tile, band + away)) return true;
      if (away > 0 && band >= away && this.settleInBand(tile, band - away)) return true;
    }
    return false;
  }

  put(tile: Packed, left: number, top: number): void {
    tile.left = left;
    tile.top = top;
    this.#grid.fill(left, top, tile.shape, 1);
    const name = nameOf(bandAt(top), tile.shape);
    const alike = this.#alike.get(name) ?? new Set();
    this.#alike.set(name, alike.add(tile));
  }

  /** Takes the place from a tile that has one. */
  lift(tile: Packed): void {
    this.#grid.fill(tile.left, tile.top, tile.shape, 0);
    this.#alike.get(nameOf(bandAt(tile.top), tile.shape))?.delete(tile);
    tile.left = -1;
    tile.top = 0;
  }

  /** The cheapest tile of this shape in the band, if it is cheaper than a rate. */
  cheapestAlike(band: number, shape: Shape, rate: number): Packed | null {
    let cheapest: Packed | null = null;
    for (const tile of this.#alike.get(nameOf(band, shape)) ?? []) {
      if (tile.rate < (cheapest?.rate ?? rate)) cheapest = tile;
    }
    return cheapest;
  }
}
