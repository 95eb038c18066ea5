import { CURRENCIES, PER_USD, USD_AT_FIRST, type Conversions, type Currency } from './prices.ts';
import { seededRandom, type Random } from './random.ts';

/** What 1 BTC cost at any time: every quote since the start, and one a full hour before. */
export interface PriceHistory {
  readonly add: (quote: Conversions) => void;
  /** The last at or before this time (seconds since 1970), none before 2010-07-19; -1 is a price that is missing. */
  readonly at: (seconds: number) => Conversions | undefined;
  /** The newest `count`, newest first. */
  readonly newest: (count: number) => ReadonlyArray<Conversions>;
}

export const createPriceHistory = (seed: string, first: Conversions): PriceHistory => {
  /** Rising times, one quote each. */
  let quotes: ReadonlyArray<Conversions> = [first];
  const phases = phasesOf(seededRandom(`${seed} price`));
  const invented = (hour: number): Conversions => {
    const usd = USD_AT_FIRST * Math.exp(logOf(hour, phases) - logOf(first.time / 3600, phases));
    return pricesAt(hour, usd, seededRandom(`${seed} price ${hour}`));
  };
  const at = (seconds: number): Conversions | undefined => {
    if (seconds < FIRST_PRICE_AT) return undefined;
    if (seconds < first.time) return invented(Math.floor(seconds / 3600));
    return quotes.findLast(({ time }) => time <= seconds);
  };
  return {
    at,
    add: (quote) => {
      quotes = [...quotes.filter(({ time }) => time < quote.time), quote];
    },
    newest: (count) => {
      const said = quotes.slice(-count).toReversed();
      const lastHour = Math.ceil(first.time / 3600) - 1;
      return [
        ...said,
        ...Array.from({ length: count - said.length }, (_, place) => lastHour - place)
          .filter((hour) => hour * 3600 >= FIRST_PRICE_AT)
          .map(invented),
      ];
    },
  };
};

const pricesAt = (hour: number, usd: number, random: Random): Conversions => {
  const price = (currency: Currency) =>
    currency !== 'USD' && random.chance(MISSING_SHARE) ? -1 : rounded(usd * PER_USD[currency]);
  return {
    time: hour * 3600,
    ...(Object.fromEntries(CURRENCIES.map((each) => [each, price(each)])) as Record<
      Currency,
      number
    >),
  };
};

/** The logarithm of the price, but for a constant: a steady rise, with waves of weeks to years on it. */
const logOf = (hour: number, phases: ReadonlyArray<number>): number =>
  RISE_AN_HOUR * hour +
  WAVES_HOURS.reduce(
    (sum, hours, place) =>
      sum + 0.01 * 4 ** place * Math.sin((2 * Math.PI * hour) / hours + (phases[place] ?? 0)),
    0,
  );

const phasesOf = (random: Random): ReadonlyArray<number> =>
  WAVES_HOURS.map(() => 2 * Math.PI * random.unit());

/** Whole units, or two decimals of what costs less than a thousand. */
const rounded = (price: number): number =>
  price < 1_000 ? Math.round(price * 100) / 100 : Math.round(price);

/** 2010-07-19, from which the backend has prices. */
export const FIRST_PRICE_AT = 1_279_497_600;
/** From some cents in 2010 to what it costs in 2026. */
const RISE_AN_HOUR = Math.log(USD_AT_FIRST / 0.08) / (16.3 * 365.25 * 24);
const WAVES_HOURS = [31, 397, 4_001, 17_011] as const;
const MISSING_SHARE = 0.05;
