import type { Row } from './state.ts';

/** Fee rates of a projected block in sat/vB; null for an empty block. */
export interface Rates {
  readonly lowestRate: number | null;
  /** The rate at which half of the weight, counted from the lowest rate, is reached. */
  readonly medianRate: number | null;
}

const byRate = (a: Row, b: Row): number => a.rate - b.rate;

export const ratesOf = (rows: Iterable<Row>): Rates => {
  const sorted = [...rows].sort(byRate);
  const weight = sorted.reduce((sum, row) => sum + row.weight, 0);
  let sofar = 0;
  const median = sorted.find((row) => {
    sofar += row.weight;
    return 2 * sofar >= weight;
  });
  return { lowestRate: sorted[0]?.rate ?? null, medianRate: median?.rate ?? null };
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
