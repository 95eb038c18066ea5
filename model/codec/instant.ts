const DAY_MS = 86_400_000;
/** 9999-12-31T23:59:59.999Z, the last that ISO text shows in 24 characters. */
const LAST_MS = 253_402_300_799_999;

const DAYS_TO_1970 = 719_468; // from 0000-03-01: years that begin in March end with their leap day
const DAYS_OF_400_YEARS = 146_097;

const tens = (value: number): number => 0x30 + (((value / 10) | 0) % 10);
const ones = (value: number): number => 0x30 + (value % 10);

/** Gregorian date and time of day (after H. Hinnant, chrono-compatible low-level date algorithms). */
const textOf = (unixDay: number, msOfDay: number): string => {
  const days = unixDay + DAYS_TO_1970;
  const era = (days / DAYS_OF_400_YEARS) | 0;
  const ofEra = days - era * DAYS_OF_400_YEARS;
  const leaps = ((ofEra / 1460) | 0) - ((ofEra / 36_524) | 0) + ((ofEra / 146_096) | 0);
  const yearOfEra = ((ofEra - leaps) / 365) | 0;
  const ofYear = ofEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const fromMarch = ((5 * ofYear + 2) / 153) | 0;
  const day = ofYear - (((153 * fromMarch + 2) / 5) | 0) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const century = (year / 100) | 0;
  const hour = (msOfDay / 3_600_000) | 0;
  const minute = ((msOfDay / 60_000) | 0) % 60;
  const second = ((msOfDay / 1000) | 0) % 60;
  const ms = msOfDay % 1000;
  return String.fromCharCode(
    tens(century),
    ones(century),
    tens(year),
    ones(year),
    0x2d,
    tens(month),
    ones(month),
    0x2d,
    tens(day),
    ones(day),
    0x54,
    tens(hour),
    ones(hour),
    0x3a,
    tens(minute),
    ones(minute),
    0x3a,
    tens(second),
    ones(second),
    0x2e,
    0x30 + ((ms / 100) | 0),
    tens(ms),
    ones(ms),
    0x5a,
  );
};

/** A moment as ISO text in UTC with milliseconds, of Unix milliseconds. What Date says, in a fraction of the time. */
export const instantOf = (unixMs: number): string => {
  if (!(unixMs >= 0 && unixMs <= LAST_MS)) return new Date(unixMs).toISOString();
  const ms = Math.floor(unixMs);
  const unixDay = Math.floor(ms / DAY_MS);
  return textOf(unixDay, ms - unixDay * DAY_MS);
};
