import { NOTHING } from './words.ts';

/** Written with the code, not the sign: there are many dollars. */
const amounts = new Map<string, Intl.NumberFormat>();

const formatOf = (code: string): Intl.NumberFormat => {
  const known = amounts.get(code);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: code,
    currencyDisplay: 'code',
    maximumFractionDigits: 0,
  });
  amounts.set(code, made);
  return made;
};

/**
 * Satoshis in a currency, in whole units: 7533810 at 98145 → `USD 7,394`. The source says −1 or 0 for a currency it
 * has no price of.
 */
export const moneyOf = (sats: number | null, price: number | null, code: string): string => {
  if (price === null || !(price > 0)) return `no price in ${code}`;
  if (sats === null) return NOTHING;
  return formatOf(code).format((sats / 1e8) * price);
};
