/** The value that so many of a hundred are at or below. */
export const percentile = (values: ReadonlyArray<number>, percent: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)] ??
  Number.NaN;

export const rounded = (value: number): number => Math.round(value * 100) / 100;
