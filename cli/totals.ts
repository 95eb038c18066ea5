import type { EpochCounts } from '@bitcoin-pipeline/model';

/** One figure over several epochs. */
export const summed = (
  all: ReadonlyArray<EpochCounts>,
  of: (counts: EpochCounts) => number,
): number => all.reduce((sum, counts) => sum + of(counts), 0);
