const LONGEST_WAIT_MS = 30_000;
/** A source that asks us to come back later than this is asked again then. */
const LONGEST_REFUSAL_MS = 60 * 60_000;

/** Seconds or a date; milliseconds to wait, 0 where it says nothing. */
export const retryAfterMs = (header: string | undefined, nowMs: number): number => {
  if (header === undefined) return 0;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1000;
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_REFUSAL_MS);
};

/** Full jitter: up to 1 s after the first failure, doubling up to 30 s. */
export const waitMs = (failures: number, random: () => number = Math.random): number =>
  Math.round(random() * Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.max(failures - 1, 0)));
