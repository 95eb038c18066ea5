/** Bins to a factor of ten in rate; four decades of them. */
export const BINS_PER_DECADE = 12;
/** Lower end of the lowest bin, in sat/vB. */
const LOWEST_RATE = 0.1;
const DECADES = 4;

/** Bins of fee rate, evenly spaced by logarithm from 0.1 to 1,000 sat/vB. */
export const BINS = BINS_PER_DECADE * DECADES;

/** Lower end of a bin, in sat/vB; of `BINS`, the upper end of the highest. */
export const rateOfBin = (bin: number): number => LOWEST_RATE * 10 ** (bin / BINS_PER_DECADE);

/** How high a rate stands on the scale, in bins, fractions included; below and above it, at its ends. */
export const heightOfRate = (rate: number): number => {
  if (!(rate > LOWEST_RATE)) return 0;
  return Math.min(BINS, Math.log10(rate / LOWEST_RATE) * BINS_PER_DECADE);
};

/** The bin of a rate; a rate beyond the scale is in its lowest or highest bin, so that no vbyte is left out. */
export const binOfRate = (rate: number): number =>
  // a rate that is a bin's lower end must not fall below it by the rounding of a logarithm
  Math.min(BINS - 1, Math.floor(heightOfRate(rate) + 1e-9));
