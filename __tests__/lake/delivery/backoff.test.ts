import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryAfterMs } from '../../../lake/delivery/backoff.ts';

const nearlyOne = () => 1 - Number.EPSILON;

it('the bound of a wait doubles from 200 ms up to 20 s, and stays there for ever', () => {
  const bounds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10_000].map((attempt) =>
    retryAfterMs(attempt, false, nearlyOne),
  );
  expect(bounds).toStrictEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000, 20_000]);
});

it('what a person has to repair is tried within a minute, from the first time on', () => {
  expect(retryAfterMs(1, true, nearlyOne)).toBe(60_000);
  expect(retryAfterMs(1000, true, nearlyOne)).toBe(60_000);
});

it('a wait is anything between nothing and its bound', () => {
  const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.boolean(),
      unit,
      (attempt, isPermanent, at) => {
        const bound = retryAfterMs(attempt, isPermanent, nearlyOne);
        expect(retryAfterMs(attempt, isPermanent, () => at)).toBe(Math.round(at * bound));
      },
    ),
  );
});
