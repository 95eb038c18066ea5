import { CURRENCIES, type Conversions, type Currency } from './prices.ts';
import { FIRST_PRICE_AT, type PriceHistory } from './price-history.ts';

/**
 * The answer of `historical-price`, null where it has no body.
 * @param query `timestamp` (seconds since 1970) gives one entry, else there are the newest 2,000; `currency` leaves out the others
 */
export const historicalPrice = (
  history: PriceHistory,
  latest: Conversions,
  query: URLSearchParams,
): unknown => {
  const currency = query.get('currency') ?? '';
  // the backend reads a number as far as it goes, and takes what is none, and 0, for no time
  const seconds = Number.parseInt(query.get('timestamp') ?? '', 10) || undefined;
  const entries =
    seconds === undefined
      ? history.newest(MOST_ENTRIES)
      : [history.at(seconds)].filter((entry) => entry !== undefined);
  const exchangeRates = ratesOf(latest);
  if (currency === '') return { prices: entries, exchangeRates };
  if (!isCurrency(currency)) return null;
  const prices = entries.map((entry) => only(currency, entry));
  return { prices: prices.length === 0 ? [only(currency, NOTHING)] : prices, exchangeRates };
};

const only = (currency: Currency, entry: Conversions) => ({
  time: entry.time,
  [currency]: entry[currency],
  USD: entry.USD,
});

/** `USDEUR` and so on, two decimals. */
const ratesOf = (latest: Conversions): Readonly<Record<string, number>> =>
  Object.fromEntries(
    EXCHANGED.map((each) => [`USD${each}`, Math.round((latest[each] / latest.USD) * 100) / 100]),
  );

const isCurrency = (text: string): text is Currency =>
  CURRENCIES.some((currency) => currency === text);

/** In the order of the backend. */
const EXCHANGED = ['EUR', 'GBP', 'CAD', 'CHF', 'AUD', 'JPY'] as const;
/** What is told of the time before there was a price. */
const NOTHING: Conversions = {
  time: FIRST_PRICE_AT,
  USD: 0,
  EUR: 0,
  GBP: 0,
  CAD: 0,
  CHF: 0,
  AUD: 0,
  JPY: 0,
};
const MOST_ENTRIES = 2_000;
