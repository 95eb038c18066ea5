import * as E from 'fp-ts/lib/Either.js';
import type { MinutesWanted } from './next-block-history.ts';

/** A moment in UTC as clients write it; nothing else reaches storage. */
const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/;

const MINUTE_MS = 60_000;
const LONGEST_HOURS = 48;
const MOST_POINTS = 1000;

/** Before this there was no block. */
const GENESIS = '2009-01-03T18:15:05Z';

/** Milliseconds since 1970; NaN where it is not written so, or names a day that no calendar has. */
const msOf = (text: string | undefined): number => {
  if (text === undefined || !written.test(text)) return Number.NaN;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text.slice(0, 16))
    ? Number.NaN
    : ms;
};

const withinTime = (ms: number, nowMs: number): boolean => ms >= Date.parse(GENESIS) && ms <= nowMs;

/** Left says what is valid. */
export const momentOf = (text: string | undefined, nowMs: number): E.Either<string, number> => {
  const ms = msOf(text);
  return withinTime(ms, nowMs)
    ? E.right(ms)
    : E.left(`at must be a moment in UTC from ${GENESIS} to now, such as 2026-11-21T05:20:00Z`);
};

/** Both ends down to whole minutes, the minute under way the last; left says what is valid. */
export const minutesOf = (
  from: string | undefined,
  to: string | undefined,
  nowMs: number,
): E.Either<string, MinutesWanted> => {
  const minuteOf = (ms: number): number => Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  const [fromMs, toMs] = [minuteOf(msOf(from)), minuteOf(msOf(to))];
  const minutes = (toMs - fromMs) / MINUTE_MS;
  const isWithinTime = withinTime(msOf(from), nowMs) && toMs <= minuteOf(nowMs) + MINUTE_MS;
  if (!isWithinTime || !(minutes >= 1 && minutes <= LONGEST_HOURS * 60))
    return E.left(
      `from and to must be moments in UTC from ${GENESIS} to now, such as 2026-11-21T05:20:00Z, to at least a minute and at most ${LONGEST_HOURS} hours after from`,
    );
  return E.right({ fromMs, toMs, stepMinutes: Math.ceil(minutes / MOST_POINTS) });
};
