const DAY_MS = 86_400_000;
/** 9999-12-31T23:59:59.999Z, the last that ISO text shows in 24 characters. */
const LAST_MS = 253_402_300_799_999;

let day = -1;
/** The characters of the day, and of the T behind it. */
const date = new Uint8Array(11);

const noteDay = (unixDay: number): void => {
  day = unixDay;
  const text = new Date(unixDay * DAY_MS).toISOString();
  for (let at = 0; at < date.length; at += 1) date[at] = text.charCodeAt(at);
};

const d = (at: number): number => date[at] ?? 0;
const tens = (value: number): number => 0x30 + ((value / 10) | 0);
const ones = (value: number): number => 0x30 + (value % 10);

/** The time within the day that was noted. */
const timeOf = (ms: number): string => {
  const hour = (ms / 3_600_000) | 0;
  const minute = ((ms / 60_000) | 0) % 60;
  const second = ((ms / 1000) | 0) % 60;
  const rest = ms % 1000;
  const hundreds = 0x30 + ((rest / 100) | 0);
  return String.fromCharCode(
    d(0),
    d(1),
    d(2),
    d(3),
    d(4),
    d(5),
    d(6),
    d(7),
    d(8),
    d(9),
    d(10),
    tens(hour),
    ones(hour),
    0x3a,
    tens(minute),
    ones(minute),
    0x3a,
    tens(second),
    ones(second),
    0x2e,
    hundreds,
    tens(rest % 100),
    ones(rest),
    0x5a,
  );
};

/** A moment as ISO text in UTC with milliseconds, of Unix milliseconds. What Date says, in a fraction of the time. */
export const instantOf = (unixMs: number): string => {
  if (!(unixMs >= 0 && unixMs <= LAST_MS)) return new Date(unixMs).toISOString();
  const ms = Math.floor(unixMs);
  const unixDay = Math.floor(ms / DAY_MS);
  if (unixDay !== day) noteDay(unixDay);
  return timeOf(ms - unixDay * DAY_MS);
};
