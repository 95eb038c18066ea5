/** A round number at or above a value, so that a scale changes seldom; 1 for nothing. */
export const scaleTop = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8].find((factor) => factor * power >= value) ?? 10;
  return step * power;
};
