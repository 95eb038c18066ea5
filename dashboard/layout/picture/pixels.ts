import type { Place } from '../tiles/tile.ts';

/** Whole device pixels, so that a tile drawn alone and one drawn with all others are the same. */
export type Pixels = Place;

/** Device pixels for each pixel of the page, at most: more can't be seen and costs as much again. */
export const PIXEL_RATIO_LIMIT = 2;

/** The pixels of a place on a square of `sidePx`; places that share no cell share no pixel. */
export const pixelsOf = (
  place: Place,
  grid: { readonly columns: number; readonly rows: number },
  sidePx: number,
): Pixels => {
  const x = (cells: number): number => Math.round((cells * sidePx) / grid.columns);
  const y = (cells: number): number => Math.round((cells * sidePx) / grid.rows);
  const [left, top] = [x(place.left), y(place.top)];
  return {
    left,
    top,
    width: x(place.left + place.width) - left,
    height: y(place.top + place.height) - top,
  };
};

/** A tile leaves its last column and row of pixels free, so that neighbours can be told apart. */
export const withoutGap = ({ left, top, width, height }: Pixels): Pixels => ({
  left,
  top,
  width: Math.max(1, width - 1),
  height: Math.max(1, height - 1),
});

/** The way between two places, `progress` 0 to 1. */
export const between = (from: Pixels, to: Pixels, progress: number): Pixels => {
  const mix = (one: number, other: number): number => Math.round(one + (other - one) * progress);
  return {
    left: mix(from.left, to.left),
    top: mix(from.top, to.top),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
};

/** A place grown by so many pixels on each side. */
export const grown = ({ left, top, width, height }: Pixels, byPx: number): Pixels => ({
  left: left - byPx,
  top: top - byPx,
  width: width + 2 * byPx,
  height: height + 2 * byPx,
});

export const contains = (place: Place, column: number, row: number): boolean =>
  column >= place.left &&
  column < place.left + place.width &&
  row >= place.top &&
  row < place.top + place.height;
