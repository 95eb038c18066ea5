import { computed } from '@preact/signals';
import type { PricesAnswer } from '../../server/history/answers.ts';
import { asked } from '../asked.ts';
import { conversions } from '../store.ts';

/** The last 24 hours of the tables. */
export const prices = asked<PricesAnswer>(() => '/api/history/prices');

/** The seven the source quotes today, with their English names. */
const named: Readonly<Record<string, string>> = {
  USD: 'US dollar',
  EUR: 'Euro',
  GBP: 'Pound sterling',
  CAD: 'Canadian dollar',
  CHF: 'Swiss franc',
  AUD: 'Australian dollar',
  JPY: 'Japanese yen',
};

export const nameOf = (code: string): string => named[code] ?? '';

/** Those seven, then what else has a price or had one: a source may name thirty without any. */
export const codes = computed(() => [
  ...new Set([
    ...Object.keys(named),
    ...Object.entries(conversions.value?.prices ?? {})
      .filter(([, price]) => (price ?? 0) > 0)
      .map(([code]) => code),
    ...(prices.answer.value?.currencies ?? [])
      .filter(({ points }) => points.some(({ price }) => price !== null))
      .map(({ currency }) => currency),
  ]),
]);

/** The tables' points of each currency. */
export const pointsOf = computed(
  () =>
    new Map(
      (prices.answer.value?.currencies ?? []).map(({ currency, points }) => [currency, points]),
    ),
);

/** One row a moment, a price for each currency. */
export const priceRows = computed(() => {
  const moments = new Map<string, Map<string, number | null>>();
  for (const [currency, points] of pointsOf.value)
    for (const { at, price } of points) {
      const row = moments.get(at) ?? new Map<string, number | null>();
      row.set(currency, price);
      moments.set(at, row);
    }
  return [...moments]
    .map(([at, row]) => ({ at, prices: row }))
    .sort((a, b) => b.at.localeCompare(a.at));
});
