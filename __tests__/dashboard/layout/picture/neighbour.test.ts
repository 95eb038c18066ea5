import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neighbourOf, type Direction } from '../../../../dashboard/layout/picture/neighbour.ts';

const at = (name: string, left: number, top: number, width = 1, height = 1) => ({
  name,
  left,
  top,
  width,
  height,
});

/**
 *   0 1 2 3 4 5
 * 0 a a b . d d
 * 1 a a c . d d
 * 2 e f f g . .
 */
const a = at('a', 0, 0, 2, 2);
const b = at('b', 2, 0);
const c = at('c', 2, 1);
const d = at('d', 4, 0, 2, 2);
const e = at('e', 0, 2);
const f = at('f', 1, 2, 2);
const g = at('g', 3, 2);
const all = [a, b, c, d, e, f, g];

const way = (from: (typeof all)[number], ...directions: ReadonlyArray<Direction>) =>
  directions.map((direction) => neighbourOf(from, all, direction)?.name ?? null);

describe('an arrow key', () => {
  it('leads to the tile beside, over a hole too, and at the edge nowhere', () => {
    expect(way(a, 'left', 'up')).toEqual([null, null]);
    expect(way(b, 'left', 'right', 'down', 'up')).toEqual(['a', 'd', 'c', null]);
    expect(way(d, 'left', 'right')).toEqual(['b', null]);
    expect(way(e, 'up', 'right', 'down')).toEqual(['a', 'f', null]);
  });

  it('of two tiles as near leads to the one whose middle is nearer', () => {
    expect(way(f, 'up')).toEqual(['c']); // a and c touch it; the middle of a is 1 off, of c 0.5
  });

  it('goes straight ahead before it goes aside', () => {
    expect(way(c, 'right')).toEqual(['d']); // not g, which begins nearer but a row below
    expect(way(g, 'up')).toEqual(['c']); // nothing above it: the nearest to the side
  });

  it('leads somewhere wherever there is a tile on that side, and never back over its own edge', () => {
    const cell = fc.integer({ min: 0, max: 20 });
    const places = fc.uniqueArray(fc.tuple(cell, cell), {
      selector: ([left, top]) => left * 100 + top,
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(places, (cells) => {
        const tiles = cells.map(([left, top]) => at(`${left}/${top}`, left, top));
        const [from] = tiles;
        if (from === undefined) return;
        const right = neighbourOf(from, tiles, 'right');
        expect(right !== null).toBe(tiles.some(({ left }) => left > from.left));
        if (right !== null) expect(right.left).toBeGreaterThan(from.left);
        const up = neighbourOf(from, tiles, 'up');
        expect(up !== null).toBe(tiles.some(({ top }) => top < from.top));
        if (up !== null) expect(up.top).toBeLessThan(from.top);
      }),
    );
  });
});
