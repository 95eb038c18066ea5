/** Heights, both ends included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** How many heights. */
export const lengthOf = ({ from, to }: Range): number => to - from + 1;

/** How many heights ranges have that do not overlap. */
export const totalLengthOf = (ranges: ReadonlyArray<Range>): number =>
  ranges.reduce((sum, range) => sum + lengthOf(range), 0);

/** Ranges as few as hold the same heights, highest first. */
export const joined = (ranges: ReadonlyArray<Range>): ReadonlyArray<Range> => {
  const apart: Array<Range> = [];
  for (const range of [...ranges].sort((a, b) => b.to - a.to)) {
    const above = apart.at(-1);
    if (above !== undefined && range.to >= above.from - 1)
      apart[apart.length - 1] = { from: Math.min(above.from, range.from), to: above.to };
    else apart.push({ from: range.from, to: range.to });
  }
  return apart;
};

const without = (range: Range, taken: Range): ReadonlyArray<Range> =>
  [
    { from: Math.max(range.from, taken.to + 1), to: range.to },
    { from: range.from, to: Math.min(range.to, taken.from - 1) },
  ].filter(({ from, to }) => from <= to && (from > taken.to || to < taken.from));

/** What is left of some ranges without others, highest first. */
export const subtracted = (
  ranges: ReadonlyArray<Range>,
  taken: ReadonlyArray<Range>,
): ReadonlyArray<Range> =>
  joined(
    taken.reduce<ReadonlyArray<Range>>(
      (left, each) => left.flatMap((range) => without(range, each)),
      ranges,
    ),
  );
