/** Points of a chart at most: more than a wall screen can tell apart. */
export const POINTS_AT_MOST = 1000;

/** 1, 2, 5, 10, 20, 50, … */
const rounds = function* (): Generator<number> {
  for (let power = 1; ; power *= 10) yield* [power, 2 * power, 5 * power];
};

/**
 * Heights that one point stands for: the smallest round number by which the heights make few enough points. Points
 * begin at its multiples, so that they stay where they are while the chain grows.
 */
export const heightsPerPoint = (fromHeight: number, toHeight: number): number => {
  for (const heights of rounds()) {
    const points = Math.floor(toHeight / heights) - Math.floor(fromHeight / heights) + 1;
    if (points <= POINTS_AT_MOST) return heights;
  }
  return 1; // the generator has no end
};

/** Heights, and how many of them one point stands for. */
export interface Span {
  readonly fromHeight: number;
  readonly toHeight: number;
  readonly heightsPerPoint: number;
}

/** A row for every point of a span, in order: `nothing` where there is none. Rows name the multiple they begin at. */
export const placed = <A extends object>(
  { fromHeight, toHeight, heightsPerPoint: heights }: Span,
  rows: ReadonlyArray<A & { readonly pointHeight: number }>,
  nothing: A,
): ReadonlyArray<A & { readonly fromHeight: number; readonly toHeight: number }> => {
  const byHeight = new Map(
    rows.map(({ pointHeight, ...row }) => [pointHeight, row as unknown as A]),
  );
  const first = Math.floor(fromHeight / heights);
  const last = Math.floor(toHeight / heights);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const begin = (first + index) * heights;
    return {
      ...(byHeight.get(begin) ?? nothing),
      fromHeight: Math.max(fromHeight, begin),
      toHeight: Math.min(toHeight, begin + heights - 1),
    };
  });
};
