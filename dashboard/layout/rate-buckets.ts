/**
 * Lower bounds in sat/vB of the fee-rate distribution; a bucket ends where the next begins and the
 * last has no end. Fixed, so that two moments can be compared bar by bar.
 */
export const rateBuckets = [
  0, 0.2, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50, 100, 200, 500,
] as const;
