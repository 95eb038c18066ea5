import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined, lengthOf, subtracted, type Range } from '../../../poller/chain/ranges.ts';

const TOP = 40;
const range = fc
  .tuple(fc.nat({ max: TOP }), fc.nat({ max: TOP }))
  .map(([one, other]): Range => ({ from: Math.min(one, other), to: Math.max(one, other) }));
const ranges = fc.array(range, { maxLength: 6 });

/** The heights themselves, highest first. */
const heightsOf = (each: ReadonlyArray<Range>): ReadonlyArray<number> =>
  Array.from({ length: TOP + 1 }, (_, index) => TOP - index).filter((height) =>
    each.some(({ from, to }) => from <= height && height <= to),
  );

/** No two of them touch, and the highest comes first. */
const areFew = (each: ReadonlyArray<Range>): boolean =>
  each.every(({ from, to }, index) => {
    const above = each[index - 1];
    return from <= to && (above === undefined || to < above.from - 1);
  });

describe('ranges', () => {
  it('joined hold the same heights and are as few as can be', () => {
    fc.assert(
      fc.property(ranges, (some) => {
        const few = joined(some);
        expect(heightsOf(few)).toStrictEqual(heightsOf(some));
        expect(areFew(few)).toBe(true);
        expect(few.reduce((sum, each) => sum + lengthOf(each), 0)).toBe(heightsOf(some).length);
      }),
    );
  });

  it('without others hold what these do not', () => {
    fc.assert(
      fc.property(ranges, ranges, (some, taken) => {
        const left = subtracted(some, taken);
        const gone = new Set(heightsOf(taken));
        expect(heightsOf(left)).toStrictEqual(
          heightsOf(some).filter((height) => !gone.has(height)),
        );
        expect(areFew(left)).toBe(true);
      }),
    );
  });

  it('have an end on either side', () => {
    expect(lengthOf({ from: 7, to: 7 })).toBe(1);
    expect(subtracted([{ from: 0, to: 9 }], [{ from: 4, to: 5 }])).toStrictEqual([
      { from: 6, to: 9 },
      { from: 0, to: 3 },
    ]);
    expect(
      joined([
        { from: 0, to: 3 },
        { from: 4, to: 5 },
      ]),
    ).toStrictEqual([{ from: 0, to: 5 }]);
  });
});
