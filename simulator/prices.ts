import type { Random } from './random.ts';

/** `conversions`: what 1 BTC costs, in whole units of seven currencies, and when that was so (seconds since 1970). */
export interface Conversions extends Readonly<Record<Currency, number>> {
  readonly time: number;
}

export const CURRENCIES = ['USD', 'EUR', 'GBP', 'CAD', 'CHF', 'AUD', 'JPY'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** A market that gives the next quotes; the walk has a volatility of about 0.15 % in five minutes. */
export const startMarket = (random: Random): ((nowSeconds: number) => Conversions) => {
  let usd = USD_AT_FIRST;
  return (time) => {
    usd *= Math.exp(0.0015 * random.normal());
    const quote = (perUsd: number) => Math.round(usd * perUsd * (1 + 0.0004 * random.normal()));
    return {
      time,
      USD: Math.round(usd),
      EUR: quote(PER_USD.EUR),
      GBP: quote(PER_USD.GBP),
      CAD: quote(PER_USD.CAD),
      CHF: quote(PER_USD.CHF),
      AUD: quote(PER_USD.AUD),
      JPY: quote(PER_USD.JPY),
    };
  };
};

export const USD_AT_FIRST = 81_400;
/** What one dollar costs. */
export const PER_USD: Readonly<Record<Currency, number>> = {
  USD: 1,
  EUR: 0.87,
  GBP: 0.747,
  CAD: 1.399,
  CHF: 0.822,
  AUD: 1.4048,
  JPY: 156.94,
};
