import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleTop } from '../../../dashboard/layout/scale.ts';

describe('the top of a scale', () => {
  it('is a round number at or above the largest value', () => {
    expect(scaleTop(286_410)).toBe(300_000);
    expect(scaleTop(4_000)).toBe(4_000);
    expect(scaleTop(8_001)).toBe(10_000);
  });

  it('is never below the value, and at most twice as high', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 4e6, noNaN: true }), (vsize) => {
        const share = vsize / scaleTop(vsize);
        expect(share).toBeLessThanOrEqual(1 + 1e-9);
        expect(share).toBeGreaterThan(0.5);
      }),
    );
  });

  it('is there for nothing too', () => {
    expect(scaleTop(0)).toBe(1);
  });
});
