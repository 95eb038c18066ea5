import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantilesOf, ratesOf, type Row } from '@bitcoin-pipeline/model';

const row = (rate: number, weight: number): Row => ({
  feeSats: 1,
  weight,
  valueSats: 1,
  rate,
  flags: 0,
  firstSeenS: 0,
  accelerated: false,
});

/** One rate for each weight unit, in order: the definition, written out. */
const unitsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<number> =>
  rows.flatMap(({ rate, weight }) => Array<number>(weight).fill(rate)).sort((a, b) => a - b);

describe('rates weighted by size', () => {
  it('are where that share of the weight is reached, from the lowest rate, whatever the order', () => {
    const rows = fc.array(
      fc
        .record({ rate: fc.integer({ min: 1, max: 9 }), weight: fc.integer({ min: 1, max: 30 }) })
        .map(({ rate, weight }) => row(rate, weight)),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, (each) => {
        const units = unitsOf(each);
        const at = (tenths: number) => units[Math.ceil((units.length * tenths) / 10) - 1];
        const expected = {
          lowestRate: units[0],
          p10Rate: at(1),
          medianRate: at(5),
          p90Rate: at(9),
        };
        expect(quantilesOf(each)).toStrictEqual(expected);
      }),
    );
  });

  it('are not those of the transactions counted alike', () => {
    const rows = [row(1, 9_000), row(2, 400), row(3, 400), row(50, 200)];
    expect(quantilesOf(rows)).toStrictEqual({
      lowestRate: 1,
      p10Rate: 1,
      medianRate: 1,
      p90Rate: 1,
    });
    expect(ratesOf(rows)).toStrictEqual({ lowestRate: 1, medianRate: 1 });
  });

  it('are null in an empty block', () => {
    expect(quantilesOf([])).toStrictEqual({
      lowestRate: null,
      p10Rate: null,
      medianRate: null,
      p90Rate: null,
    });
  });
});
