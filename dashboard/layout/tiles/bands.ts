import { ROWS, type Shape } from './shape.ts';

/** Stretches of rows, each for a stretch of fee ranks; within one a tile may lie anywhere. */
export const BANDS = 8;

export const firstRowOf = (band: number): number => Math.ceil((band * ROWS) / BANDS);

export const bandAt = (row: number): number =>
  Math.min(BANDS - 1, Math.floor((row * BANDS) / ROWS));

/**
 * The lowest rate that belongs into each band but the last, from the tiles as they stand: each band gets the same
 * number of cells. A band that they do not reach begins below any rate.
 */
export const boundsOf = (
  tiles: ReadonlyArray<{ readonly rate: number; readonly shape: Shape }>,
  cellsPerBand: number,
): ReadonlyArray<number> => {
  const bounds: number[] = [];
  let cells = 0;
  for (const { rate, shape } of [...tiles].sort((a, b) => b.rate - a.rate)) {
    cells += shape.width * shape.height;
    while (bounds.length < BANDS - 1 && cells >= cellsPerBand * (bounds.length + 1)) {
      bounds.push(rate);
    }
  }
  return bounds;
};

/** The band for a rate. */
export const bandOf = (bounds: ReadonlyArray<number>, rate: number): number => {
  const band = bounds.findIndex((bound) => rate >= bound);
  return band === -1 ? bounds.length : band;
};
