import type { Random } from './random.ts';

/** `conversions`: what 1 BTC costs, in whole units of seven currencies, and when that was so (seconds since 1970). */
export interface Conversions {
  readonly time: number;
  readonly USD: number;
  readonly EUR: number;
  readonly GBP: number;
  readonly CAD: number;
  readonly CHF: number;
  readonly AUD: number;
  readonly JPY: number;
}

/** A market that gives the next quotes; the walk has a volatility of about 0.15 % in five minutes. */
export const startMarket = (random: Random): ((nowSeconds: number) => Conversions) => {
  let usd = 81_400;
  return (time) => {
    usd *= Math.exp(0.0015 * random.normal());
    const quote = (perUsd: number) => Math.round(usd * perUsd * (1 + 0.0004 * random.normal()));
    return {
      time,
      USD: Math.round(usd),
      EUR: quote(0.87),
      GBP: quote(0.747),
      CAD: quote(1.399),
      CHF: quote(0.822),
      AUD: quote(1.4048),
      JPY: quote(156.94),
    };
  };
};
