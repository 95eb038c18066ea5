import * as t from 'io-ts';
import { capitalsPlan, intersection, type } from '../../../codec/planned.ts';
import { planned } from '../../../codec/plan.ts';
import { EpochSeconds, Price } from '../../../codec/units.ts';

const isCurrency = (key: string): boolean => /^[A-Z]{3}$/.test(key);

/** The keys of a conversions message that are currencies, `USD` and its like. */
export const currenciesOf = (quote: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(quote).filter(isCurrency);

const AnyPrices = new t.Type<Record<string, unknown>, Record<string, unknown>>(
  'Prices',
  (u): u is Record<string, unknown> =>
    t.UnknownRecord.is(u) && currenciesOf(u).every((currency) => Price.is(u[currency])),
  (u, c) => {
    if (!t.UnknownRecord.is(u)) return t.failure(u, c);
    const bad = currenciesOf(u).filter((currency) => !Price.is(u[currency]));
    return bad.length === 0
      ? t.success(u)
      : t.failures(
          bad.map((key) => ({ value: u[key], context: t.appendContext(c, key, Price, u[key]) })),
        );
  },
  t.identity,
);
const Prices = planned(AnyPrices, capitalsPlan(3, Price));

/**
 * The price of 1 BTC in some currencies, as of the provider's `time` (s). -1 stands for no price. With no price
 * feed at all it carries 33 currencies, all -1, and time 0.
 */
export const Conversions = intersection(
  [type({ time: EpochSeconds, USD: Price }), Prices],
  'Conversions',
);
