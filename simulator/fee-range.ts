/** Effective rates in sat/vB, ascending: 7 for a block, 11 for a stack of several. */
export type FeeRange = ReadonlyArray<number>;

/** Transactions that share one effective rate. */
interface Rated {
  readonly satsPerVbyte: number;
  readonly weight: number;
  readonly rows: ReadonlyArray<unknown>;
}

/** Quantiles of the rates of `count` transactions, given in falling order; zeros when there is none. */
export const feeQuantiles = (
  descending: ReadonlyArray<Rated>,
  count: number,
  of: 'block' | 'stack',
): FeeRange => {
  const shares = of === 'block' ? BLOCK_QUANTILES : STACK_QUANTILES;
  const places = shares.toReversed().map((share) => Math.round((count - 1) * (1 - share)));
  const rates: number[] = [];
  let passed = 0;
  for (const { rows, satsPerVbyte } of descending) {
    passed += rows.length;
    while (rates.length < places.length && (places[rates.length] ?? 0) < passed)
      rates.push(satsPerVbyte);
  }
  return places.map((_, index) => rates[index] ?? 0).toReversed();
};

/** The rate in the middle of the block space, where unused space counts as a rate of 0. */
export const medianFeeRate = (descending: ReadonlyArray<Rated>, weight: number): number => {
  const middle = Math.max(weight, FULL_WEIGHT) / 2;
  let reached = 0;
  for (const chunk of descending) {
    reached += chunk.weight;
    if (reached >= middle) return chunk.satsPerVbyte;
  }
  return 0;
};

/** The quantiles of `feeRange`, of any numbers. */
export const sevenQuantiles = (values: ReadonlyArray<number>): ReadonlyArray<number> => {
  const ascending = [...values].sort((a, b) => a - b);
  return BLOCK_QUANTILES.map((share) => ascending[Math.round((ascending.length - 1) * share)] ?? 0);
};

const FULL_WEIGHT = 4_000_000;
const BLOCK_QUANTILES = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];
const STACK_QUANTILES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
