import type { Place } from '../tiles/tile.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** How far apart two stretches lie; 0 where they share something. */
const apart = (start: number, size: number, otherStart: number, otherSize: number): number =>
  Math.max(0, otherStart - (start + size), start - (otherStart + otherSize));

const centreStep = (start: number, size: number, otherStart: number, otherSize: number): number =>
  Math.abs(start + size / 2 - (otherStart + otherSize / 2));

/** The place seen in a mirror, so that one rule, to the right, serves all four directions. */
const turned = ({ left, top, width, height }: Place, to: Direction): Place => {
  switch (to) {
    case 'right':
      return { left, top, width, height };
    case 'left':
      return { left: -left - width, top, width, height };
    case 'down':
      return { left: top, top: left, width: height, height: width };
    case 'up':
      return { left: -top - height, top: left, width: height, height: width };
  }
};

/**
 * The place that an arrow key leads to: it begins where the first one ends or beyond. The nearest, and a way straight
 * ahead before one to the side; of two as near the one whose middle is nearer. Null at the edge.
 */
export const neighbourOf = <P extends Place>(
  from: Place,
  all: Iterable<P>,
  to: Direction,
): P | null => {
  const a = turned(from, to);
  let best: { readonly place: P; readonly far: number; readonly aside: number } | null = null;
  for (const place of all) {
    const b = turned(place, to);
    if (b.left < a.left + a.width) continue;
    const far = b.left - (a.left + a.width) + 2 * sideways(a, b);
    const aside = centreStep(a.top, a.height, b.top, b.height);
    if (best === null || far < best.far || (far === best.far && aside < best.aside))
      best = { place, far, aside };
  }
  return best?.place ?? null;
};

/** Cells to the side; places that only touch at a corner are one apart. */
const sideways = (a: Place, b: Place): number => {
  const overlap = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return overlap > 0 ? 0 : 1 + apart(a.top, a.height, b.top, b.height);
};
