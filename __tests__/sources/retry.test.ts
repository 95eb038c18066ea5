import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs, waitMs } from '../../sources/retry.ts';

describe('what a source asks us to wait', () => {
  it.each([
    [undefined, 0],
    ['3', 3000],
    ['Sat, 21 Nov 2026 06:00:05 GMT', 5000],
    ['Sat, 21 Nov 2026 05:00:00 GMT', 0],
    ['soon', 0],
    ['-4', 0],
    ['86400', 3_600_000],
  ])('by %s is %d ms', (header, ms) => {
    expect(retryAfterMs(header, Date.parse('2026-11-21T06:00:00Z'))).toBe(ms);
  });
});

describe('the wait between two tries', () => {
  it('is up to 1 s after the first failure, doubles, and is never above 30 s', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 50, 5000].map((n) => waitMs(n, () => 1))).toStrictEqual([
      1000, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
    fc.assert(
      fc.property(fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const wait = waitMs(failures, () => random);
        return wait >= 0 && wait <= 30_000 && (failures > 1 || wait <= 1000);
      }),
    );
    expect(waitMs(9, () => 0)).toBe(0);
  });
});
