const HOUR_S = 3600;

/** The hour since 1970 in which a moment lies: one price of each is filled in. */
export const hourOfPrice = (unixMs: number): number => Math.floor(unixMs / 1000 / HOUR_S);

/** The last second of an hour, in Unix seconds: the newest price at or before it is the hour's, if the hour has one. */
export const lastSecondOf = (hour: number): number => (hour + 1) * HOUR_S - 1;

/** The hour of 2010-07-19T00:00Z: no source has a price before. */
export const FIRST_PRICE_HOUR = 1_279_497_600 / HOUR_S;

/** When an hour begins, in Unix seconds. */
export const beginOf = (hour: number): number => hour * HOUR_S;
