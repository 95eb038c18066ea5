/** Digits behind the point of a step such as 0.025; of a very small one no more than fit beside a chart. */
const digitsOf = (step: number): number => Math.min(4, step.toString().split('.')[1]?.length ?? 0);

/** The figures along an axis: as many digits behind the point as their step needs, the same for all but 0. */
export const axisFigures = (values: ReadonlyArray<number>, step: number): ReadonlyArray<string> => {
  const digits = step >= 1 ? 0 : digitsOf(step);
  const format = new Intl.NumberFormat('en-US', {
    notation: 'compact',
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(2, digits),
  });
  return values.map((value) => (value === 0 ? '0' : format.format(value)));
};
