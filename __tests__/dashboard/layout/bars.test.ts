import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateBars, scaleTop } from '../../../dashboard/layout/bars.ts';
import { rateBuckets } from '../../../dashboard/layout/rate-buckets.ts';

describe('the fee-rate distribution', () => {
  it('has a bar for every bucket in rising order, the empty ones too', () => {
    const { bars } = rateBars([{ fromRate: 2, vsizeVbytes: 150_000 }]);
    expect(bars.map(({ fromRate }) => fromRate)).toEqual([...rateBuckets]);
    expect(bars.filter(({ share }) => share > 0).map(({ fromRate }) => fromRate)).toEqual([2]);
  });

  it('ends each bucket where the next begins, and the last nowhere', () => {
    const { bars } = rateBars([]);
    expect(bars[0]).toMatchObject({ fromRate: 0, toRate: 0.2 });
    expect(bars.at(-1)).toMatchObject({ fromRate: 500, toRate: null });
  });

  it('draws a vsize as its share of a round number above the largest', () => {
    const { bars, topVbytes } = rateBars([
      { fromRate: 1, vsizeVbytes: 286_410 },
      { fromRate: 2, vsizeVbytes: 150_000 },
    ]);
    expect(topVbytes).toBe(300_000);
    expect(bars.find(({ fromRate }) => fromRate === 2)?.share).toBe(0.5);
  });

  it('never reaches over its scale, and fills at least half of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 4e6, noNaN: true }), (vsize) => {
        const share = vsize / scaleTop(vsize);
        expect(share).toBeLessThanOrEqual(1 + 1e-9);
        expect(share).toBeGreaterThan(0.5);
      }),
    );
  });

  it('has a scale when the block is empty', () => {
    expect(rateBars([]).topVbytes).toBe(1);
  });
});
