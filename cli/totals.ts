import type { EpochCounts } from '@bitcoin-pipeline/model';

/** The sum of counts by kind. */
export const total = (counts: ReadonlyMap<unknown, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/** One figure over several epochs. */
export const summed = (
  all: ReadonlyArray<EpochCounts>,
  of: (counts: EpochCounts) => number,
): number => all.reduce((sum, counts) => sum + of(counts), 0);
