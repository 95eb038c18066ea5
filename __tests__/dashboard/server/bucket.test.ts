import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buckets } from '../../../dashboard/server/access/bucket.ts';

describe('a bucket for each address', () => {
  it('lets so many through at once, then as many as it is filled with', () => {
    const ask = buckets({ capacity: 3, perSecond: 0.5 });
    expect([0, 0, 0, 0].map((nowMs) => ask('a', nowMs))).toEqual([0, 0, 0, 2]);
    expect(ask('a', 1000)).toBe(1); // half a token
    expect(ask('a', 2000)).toBe(0);
    expect(ask('a', 2000)).toBe(2);
    expect(ask('a', 1_000_000)).toBe(0); // never more than three
    expect([0, 0, 0].map(() => ask('a', 1_000_000))).toEqual([0, 0, 2]);
  });

  it('knows one address from another, and forgets the one that was silent longest', () => {
    const ask = buckets({ capacity: 1, perSecond: 0.001 });
    expect(ask('a', 0)).toBe(0);
    expect(ask('b', 0)).toBe(0);
    expect(ask('a', 0)).toBe(1000);
    for (let n = 0; n < 2000; n += 1) ask(`other ${n}`, 0);
    expect(ask('a', 0)).toBe(0);
  });

  it('never lets more through than capacity and rate allow, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 200 }), (pausesMs) => {
        const ask = buckets({ capacity: 5, perSecond: 2 });
        let nowMs = 0;
        let through = 0;
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          if (ask('a', nowMs) === 0) through += 1;
        }
        expect(through).toBeLessThanOrEqual(5 + (nowMs / 1000) * 2 + 1e-9);
      }),
    );
  });
});
