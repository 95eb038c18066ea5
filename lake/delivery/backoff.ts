const BASE_MS = 200;
const LONGEST_MS = 20_000;
/** Nothing but a repair helps, and nobody repairs within seconds. */
const LONGEST_PERMANENT_MS = 60_000;

/**
 * Full jitter: anything up to a bound that doubles from attempt to attempt, so that many senders do not come back
 * at once.
 * @param attempt that failed, from 1
 */
export const retryAfterMs = (
  attempt: number,
  isPermanent: boolean,
  random: () => number,
): number => {
  const boundMs = isPermanent
    ? LONGEST_PERMANENT_MS
    : Math.min(LONGEST_MS, BASE_MS * 2 ** (attempt - 1));
  return Math.round(random() * boundMs);
};
