import type { BlockTotals } from '../../layout/tiles/wire.ts';
import type { NextBlockRow } from '../ports.ts';

const weightOf = ({ vsizeVbytes }: NextBlockRow): number => Math.round(vsizeVbytes * 4);

/** Totals of these rows; half of the weight, counted from the lowest rate, is reached at the median rate. */
export const totalsOf = (rows: Iterable<NextBlockRow>): BlockTotals => {
  const weightAt = new Map<number, number>();
  let [transactions, feeSats, weight] = [0, 0, 0];
  for (const row of rows) {
    transactions += 1;
    feeSats += row.feeSats;
    weight += weightOf(row);
    weightAt.set(row.rate, (weightAt.get(row.rate) ?? 0) + weightOf(row));
  }
  const rates = Float64Array.from(weightAt.keys()).sort();
  let sofar = 0;
  const medianRate = rates.find((rate) => {
    sofar += weightAt.get(rate) ?? 0;
    return 2 * sofar >= weight;
  });
  return {
    transactions,
    feeSats,
    weight,
    lowestRate: rates[0] ?? null,
    medianRate: medianRate ?? null,
  };
};
