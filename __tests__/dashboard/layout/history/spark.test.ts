import { describe, expect, it } from 'vitest';
import { changeInWords, changeSince, sparkOf } from '../../../../dashboard/layout/history/spark.ts';

const minute = 60_000;
const at = (minutes: number): string => new Date(minutes * minute).toISOString();

describe('a spark line', () => {
  it('goes from left to right and from the lowest to the highest', () => {
    const points = [
      { at: at(0), price: 100 },
      { at: at(5), price: 110 },
      { at: at(10), price: 105 },
    ];
    expect(sparkOf(points, 0, 10 * minute, 5 * minute)).toEqual({
      runs: [
        [
          [0, 0],
          [0.5, 1],
          [1, 0.5],
        ],
      ],
      lowest: 100,
      highest: 110,
    });
  });

  it('ends where a price is missing and begins anew', () => {
    const points = [
      { at: at(0), price: 100 },
      { at: at(5), price: null },
      { at: at(10), price: null },
      { at: at(20), price: 100 },
    ];
    expect(sparkOf(points, 0, 20 * minute, 5 * minute)?.runs).toEqual([[[0, 0.5]], [[1, 0.5]]]);
    expect(sparkOf([{ at: at(0), price: null }], 0, 1, 1)).toBeNull();
  });
});

describe('a change', () => {
  it('is from the first price there is to the one of now', () => {
    const points = [
      { at: at(0), price: null },
      { at: at(5), price: 100 },
      { at: at(10), price: 90 },
    ];
    expect(changeSince(points, 101.25)).toBeCloseTo(0.0125, 10);
    for (const now of [null, undefined, -1, 0]) expect(changeSince(points, now)).toBeNull();
    expect(changeSince([], 100)).toBeNull();
  });

  it('is told with its sign, and as none where it is too small to see', () => {
    expect(changeInWords(0.0125)).toEqual({ sign: '▲', text: '+1.25 %' });
    expect(changeInWords(-0.5)).toEqual({ sign: '▼', text: '−50.00 %' });
    expect(changeInWords(0.000_01)).toEqual({ sign: '=', text: '0.00 %' });
    expect(changeInWords(null)).toBeNull();
  });
});
