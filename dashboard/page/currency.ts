import { effect, signal } from '@preact/signals';
import { keep, kept } from './kept.ts';

const KEY = 'currency';
const code = /^[A-Z]{3}$/;

const first = kept(KEY);

/** The currency that amounts are told in, an ISO 4217 code; remembered by the browser. */
export const currency = signal(first !== null && code.test(first) ? first : 'USD');

effect(() => keep(KEY, currency.value));
