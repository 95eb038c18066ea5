/** 9999-12-31T23:59:59.999Z, the last that ISO text shows in 24 characters. */
const LAST_MS = 253_402_300_799_999;
const DAY_MS = 86_400_000;

const counted = (count: number, digits: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, number) => String(number).padStart(digits, '0'));

const [hours, minutes, seconds, millis] = [
  counted(24, 2).map((text) => `${text}:`),
  counted(60, 2).map((text) => `${text}:`),
  counted(60, 2).map((text) => `${text}.`),
  counted(1000, 3).map((text) => `${text}Z`),
];

/** Of the newest instants `2026-11-30T`, by the last bits of the day: those that come together are of a few days. */
const KEPT_DAYS = 16;
const days = new Float64Array(KEPT_DAYS).fill(-1);
const dates = Array.from({ length: KEPT_DAYS }, () => '');

const dateOf = (day: number): string => {
  const place = day % KEPT_DAYS;
  if (days[place] !== day) {
    days[place] = day;
    dates[place] = new Date(day * DAY_MS).toISOString().slice(0, 11);
  }
  return dates[place] ?? '';
};

/** A moment as ISO text in UTC with milliseconds, of Unix milliseconds. What Date says, in a fraction of the time. */
export const instantOf = (unixMs: number): string => {
  if (!(unixMs >= 0 && unixMs <= LAST_MS)) return new Date(unixMs).toISOString();
  const ms = Math.floor(unixMs);
  const day = Math.floor(ms / DAY_MS);
  const ofDay = ms - day * DAY_MS;
  const second = (ofDay / 1000) | 0;
  const minute = (second / 60) | 0;
  const hour = (minute / 60) | 0;
  const clock = `${hours[hour]}${minutes[minute - hour * 60]}${seconds[second - minute * 60]}`;
  return `${dateOf(day)}${clock}${millis[ofDay - second * 1000]}`;
};
