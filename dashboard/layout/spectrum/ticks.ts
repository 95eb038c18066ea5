import { shareOf, type TimeSpan } from './time-span.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Distances that read well on a clock. */
const distancesMs = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720].map((minutes) => minutes * MINUTE);

/** A label of the time axis and where it stands, 0 to 1. */
export interface Tick {
  readonly atMs: number;
  readonly share: number;
}

/** Round moments of the local clock, `most` at most, none so near an end that its label would hang over. */
export const ticksOf = (
  span: TimeSpan,
  most: number,
  zoneOffsetMs: number,
): ReadonlyArray<Tick> => {
  const length = span.toMs - span.fromMs;
  const distance = distancesMs.find((each) => length / each <= most) ?? 24 * HOUR;
  const first = Math.ceil((span.fromMs + zoneOffsetMs) / distance) * distance - zoneOffsetMs;
  const count = Math.max(0, Math.floor((span.toMs - first) / distance) + 1);
  const edge = 0.5 / most;
  return Array.from({ length: count }, (_, index) => first + index * distance)
    .map((atMs) => ({ atMs, share: shareOf(span, atMs) }))
    .filter(({ share }) => share >= edge && share <= 1 - edge);
};
