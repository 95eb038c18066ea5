import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  between,
  contains,
  pixelsOf,
  withoutGap,
} from '../../../../dashboard/layout/picture/pixels.ts';

const grid = { columns: 128, rows: 128 };

describe('the pixels of a place', () => {
  it('are whole, and those of places side by side meet without sharing one', () => {
    // 300 pixels to 128 cells: 2.34 a cell
    expect(pixelsOf({ left: 0, top: 0, width: 1, height: 1 }, grid, 300)).toEqual({
      left: 0,
      top: 0,
      width: 2,
      height: 2,
    });
    expect(pixelsOf({ left: 1, top: 0, width: 2, height: 127 }, grid, 300)).toEqual({
      left: 2,
      top: 0,
      width: 5,
      height: 298,
    });
    expect(pixelsOf({ left: 0, top: 0, width: 128, height: 128 }, grid, 300).width).toBe(300);
  });

  it('cover a row of places exactly, at any size', () => {
    const widths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(widths, fc.integer({ min: 256, max: 2400 }), (all, sidePx) => {
        let left = 0;
        let reached = 0;
        for (const width of all) {
          const pixels = pixelsOf({ left, top: 0, width, height: 1 }, grid, sidePx);
          expect(pixels.left).toBe(reached);
          reached = pixels.left + pixels.width;
          left += width;
        }
      }),
    );
  });

  it('leave a gap, and a pixel at least', () => {
    expect(withoutGap({ left: 3, top: 4, width: 5, height: 1 })).toEqual({
      left: 3,
      top: 4,
      width: 4,
      height: 1,
    });
  });

  it('lead from one place to another', () => {
    const [from, to] = [
      { left: 0, top: 0, width: 4, height: 4 },
      { left: 10, top: 20, width: 8, height: 4 },
    ];
    expect(between(from, to, 0)).toEqual(from);
    expect(between(from, to, 0.5)).toEqual({ left: 5, top: 10, width: 6, height: 4 });
    expect(between(from, to, 1)).toEqual(to);
  });
});

it('a place contains its first cell and not the one after its last', () => {
  const place = { left: 2, top: 3, width: 2, height: 1 };
  expect([contains(place, 2, 3), contains(place, 3.99, 3.5)]).toEqual([true, true]);
  expect([contains(place, 4, 3), contains(place, 2, 4), contains(place, 1.9, 3)]).toEqual([
    false,
    false,
    false,
  ]);
});
