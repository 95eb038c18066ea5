import type { RateBucket } from '../server/ports.ts';
import { rateBuckets } from './rate-buckets.ts';

/** One bar of the fee-rate distribution. */
interface RateBar {
  readonly fromRate: number;
  /** Null for the last bucket, which has no end. */
  readonly toRate: number | null;
  readonly vsizeVbytes: number;
  /** Height as a share of the scale, 0 to 1. */
  readonly share: number;
}

/** Bars and the value at the top of their scale. */
export interface RateBars {
  readonly bars: ReadonlyArray<RateBar>;
  readonly topVbytes: number;
}

/** A round number at or above a value, so that a scale changes seldom; 1 for nothing. */
export const scaleTop = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8].find((factor) => factor * power >= value) ?? 10;
  return step * power;
};

/** A bar for every bucket, the empty ones too: the place of a rate never moves. */
export const rateBars = (histogram: ReadonlyArray<RateBucket>): RateBars => {
  const vsizes = new Map(histogram.map((bucket) => [bucket.fromRate, bucket.vsizeVbytes]));
  const topVbytes = scaleTop(Math.max(0, ...vsizes.values()));
  const bars = rateBuckets.map((fromRate, index) => {
    const vsizeVbytes = vsizes.get(fromRate) ?? 0;
    const toRate = rateBuckets[index + 1] ?? null;
    return { fromRate, toRate, vsizeVbytes, share: vsizeVbytes / topVbytes };
  });
  return { bars, topVbytes };
};
