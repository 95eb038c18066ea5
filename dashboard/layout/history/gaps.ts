/** A stretch of heights, both ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Point {
  readonly fromHeight: number;
  readonly toHeight: number;
  readonly blocks: number;
}

/** Stretches of points of which no block is held, neighbours as one. */
export const stretchesWithout = (points: ReadonlyArray<Point>): ReadonlyArray<Stretch> => {
  const stretches: Array<{ from: number; to: number }> = [];
  for (const { fromHeight, toHeight, blocks } of points) {
    if (blocks > 0) continue;
    const last = stretches.at(-1);
    if (last !== undefined && last.to === fromHeight - 1) last.to = toHeight;
    else stretches.push({ from: fromHeight, to: toHeight });
  }
  return stretches;
};

/** Heights of which no block is held, those inside a point too. */
export const missingBlocks = (points: ReadonlyArray<Point>): number =>
  points.reduce(
    (sum, { fromHeight, toHeight, blocks }) => sum + toHeight - fromHeight + 1 - blocks,
    0,
  );
