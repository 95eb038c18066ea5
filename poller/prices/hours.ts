const HOUR_MS = 3_600_000;

/** The hour since 1970 in which a moment lies: one price of each is filled in. */
export const hourOfPrice = (unixMs: number): number => Math.floor(unixMs / HOUR_MS);

/** When an hour begins, in Unix seconds. */
export const secondsOfHour = (hour: number): number => (hour * HOUR_MS) / 1000;
