/** What a listener took at a moment. */
export interface Sample {
  /** Seconds since its first line. */
  readonly atSeconds: number;
  readonly rssBytes: number;
  readonly spoolBytes: number;
  /** Age of the oldest line that is not in the lake; null before it was told. */
  readonly lagSeconds: number | null;
}

/** How one of the figures went. */
export interface Course {
  /** Medians of the first, the second and the last third. */
  readonly first: number;
  readonly second: number;
  readonly last: number;
  /** Of the line through all samples that fits best (least squares). */
  readonly slopePerHour: number;
  /** Share by which the last third's median lies above the second's; negative where below. */
  readonly growth: number;
  readonly isFlat: boolean;
}

export interface Verdict {
  readonly rssBytes: Course;
  readonly spoolBytes: Course;
  readonly isFlat: boolean;
}

/**
 * By how much the last third may lie above the second: a share, and bytes that are never too much. The spool goes up
 * and down with every object that is rolled.
 */
export const LIMITS = {
  rssBytes: { growth: 0.1, bytes: 8 * 1024 * 1024 },
  spoolBytes: { growth: 0.25, bytes: 2 * 1024 * 1024 },
} as const;

export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below = 0, above = 0] = sorted.slice(middle - 1, middle + 1);
  return sorted.length % 2 === 0 ? (below + above) / 2 : (sorted[middle] ?? 0);
};

const mean = (values: ReadonlyArray<number>): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const slopePerHour = (points: ReadonlyArray<readonly [atSeconds: number, value: number]>) => {
  const meanAt = mean(points.map(([at]) => at));
  const meanValue = mean(points.map(([, value]) => value));
  const rise = points.reduce((sum, [at, value]) => sum + (at - meanAt) * (value - meanValue), 0);
  const run = points.reduce((sum, [at]) => sum + (at - meanAt) ** 2, 0);
  return run === 0 ? 0 : (rise / run) * 3600;
};

const courseOf = (samples: ReadonlyArray<Sample>, name: keyof typeof LIMITS): Course => {
  const third = Math.floor(samples.length / 3);
  const values = samples.map((sample) => sample[name]);
  const [first, second, last] = [
    median(values.slice(0, third)),
    median(values.slice(third, -third)),
    median(values.slice(-third)),
  ];
  const limit = LIMITS[name];
  return {
    first,
    second,
    last,
    slopePerHour: slopePerHour(samples.map((sample) => [sample.atSeconds, sample[name]] as const)),
    growth: second === 0 ? 0 : (last - second) / second,
    isFlat: last - second <= Math.max(second * limit.growth, limit.bytes),
  };
};

/** Whether memory and spool stayed as they were; null for fewer than six samples, which tell nothing. */
export const judge = (samples: ReadonlyArray<Sample>): Verdict | null => {
  if (samples.length < 6) return null;
  const [rssBytes, spoolBytes] = [courseOf(samples, 'rssBytes'), courseOf(samples, 'spoolBytes')];
  return { rssBytes, spoolBytes, isFlat: rssBytes.isFlat && spoolBytes.isFlat };
};
