import { COLUMN_MS } from './columns.ts';

/** How far back the scrubber can reach. `stepsAPage`: a press of Page Up or Page Down. */
export const ranges = {
  '30m': { name: '30 min', spoken: '30 minutes', minutes: 30, stepsAPage: 15 },
  '6h': { name: '6 h', spoken: '6 hours', minutes: 6 * 60, stepsAPage: 15 },
  '24h': { name: '24 h', spoken: '24 hours', minutes: 24 * 60, stepsAPage: 15 },
  '48h': { name: '48 h', spoken: '48 hours', minutes: 48 * 60, stepsAPage: 20 },
} as const;

export type Range = keyof typeof ranges;

export const rangeNames = Object.keys(ranges) as ReadonlyArray<Range>;

/** Points that are drawn at most; the server gives as many. */
const MOST_POINTS = 1000;

/** A column of the last half hour, some minutes of what is older. */
export const stepMsOf = (range: Range): number =>
  range === '30m' ? COLUMN_MS : Math.ceil(ranges[range].minutes / MOST_POINTS) * 60_000;
