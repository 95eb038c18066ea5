import type { Row } from './row.ts';

/** Fee rates of a projected block in sat/vB; null for an empty block. */
export interface Rates {
  readonly lowestRate: number | null;
  /** The rate at which half of the weight, counted from the lowest rate, is reached. */
  readonly medianRate: number | null;
}

/** Rates with the tenths at both ends. */
export interface Quantiles extends Rates {
  /** The rate at which a tenth of the weight, counted from the lowest rate, is reached. */
  readonly p10Rate: number | null;
  /** The same of nine tenths. */
  readonly p90Rate: number | null;
}

const byRate = (a: Row, b: Row): number => a.rate - b.rate;

/** The rates at which so many tenths of the weight are reached. In integers, as SQL reckons. */
const ratesAt = (
  sorted: ReadonlyArray<Row>,
  tenths: ReadonlyArray<number>,
): ReadonlyArray<number | null> => {
  const weight = sorted.reduce((sum, row) => sum + row.weight, 0);
  return tenths.map((share) => {
    let sofar = 0;
    const reached = sorted.find((row) => {
      sofar += row.weight;
      return 10 * sofar >= share * weight;
    });
    return reached?.rate ?? null;
  });
};

/** From the lowest rate, weighted by size. */
export const quantilesOf = (rows: Iterable<Row>): Quantiles => {
  const sorted = [...rows].sort(byRate);
  const [p10Rate = null, medianRate = null, p90Rate = null] = ratesAt(sorted, [1, 5, 9]);
  return { lowestRate: sorted[0]?.rate ?? null, p10Rate, medianRate, p90Rate };
};

/** The lowest and the median rate, weighted by size. */
export const ratesOf = (rows: Iterable<Row>): Rates => {
  const { lowestRate, medianRate } = quantilesOf(rows);
  return { lowestRate, medianRate };
};

/** Virtual bytes by fee rate: `bounds` are ascending lower bounds in sat/vB; what is below the first counts there. */
export const vsizeByRate = (
  rows: Iterable<Row>,
  bounds: ReadonlyArray<number>,
): ReadonlyArray<{ readonly fromRate: number; readonly vsizeVbytes: number }> => {
  const weights = bounds.map(() => 0);
  for (const { rate, weight } of rows) {
    const above = bounds.findIndex((bound) => rate < bound);
    const bucket = above === -1 ? bounds.length - 1 : Math.max(above - 1, 0);
    weights[bucket] = (weights[bucket] ?? 0) + weight;
  }
  return bounds.map((fromRate, index) => ({ fromRate, vsizeVbytes: (weights[index] ?? 0) / 4 }));
};
