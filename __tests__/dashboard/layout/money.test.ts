import { expect, it } from 'vitest';
import { moneyOf } from '../../../dashboard/layout/money.ts';

it('satoshis are told in whole units of a currency, with its code', () => {
  expect(moneyOf(7_533_810, 98_145, 'USD')).toBe('USD\u00a07,394'); // 0.0753381 × 98,145
  expect(moneyOf(7_533_810, 14_819_893, 'JPY')).toBe('JPY\u00a01,116,503');
  expect(moneyOf(0, 98_145, 'EUR')).toBe('EUR\u00a00');
});

it('a missing price says so, whether it is null, 0 or -1, and missing fees are a dash', () => {
  for (const price of [null, 0, -1]) expect(moneyOf(1, price, 'CHF')).toBe('no price in CHF');
  expect(moneyOf(null, 98_145, 'USD')).toBe('–');
});
