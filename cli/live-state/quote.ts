import { Conversions, currenciesOf, instantOf } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { ConversionsState } from '../../dashboard/server/ports.ts';

/** -1 and 0 stand for no price. */
const priceOf = (value: unknown): number | null =>
  typeof value === 'number' && value > 0 ? value : null;

export const quoteOf = (value: unknown, observedAtMs: number): ConversionsState | null => {
  const quote = Conversions.decode(value);
  if (E.isLeft(quote)) return null;
  const { time } = quote.right;
  return {
    quotedAt: time === 0 ? null : instantOf(time * 1000),
    observedAt: instantOf(observedAtMs),
    prices: Object.fromEntries(
      currenciesOf(quote.right).map((key) => [key, priceOf(quote.right[key])]),
    ),
  };
};
