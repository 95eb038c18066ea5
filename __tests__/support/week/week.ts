import { HOUR_MS, MINUTE_MS, type FeedPlan, type Mishap } from './plan.ts';

const DAY_MS = 24 * HOUR_MS;
const FROM_MS = Date.parse('2026-11-02T00:00:00Z');

/** When a day, from 0, ends. */
export const endOf = (day: number): number => FROM_MS + (day + 1) * DAY_MS;

/** In the middle of the time, a reorganisation is deeper than one block. */
const DEEP_BLOCKS = 3;

const mishapsOf = (day: number, days: number): ReadonlyArray<Mishap> => {
  const at = (hour: number): number => FROM_MS + day * DAY_MS + hour * HOUR_MS + 7 * MINUTE_MS;
  return [
    { atMs: at(3), what: 'reorganise', depth: day === Math.floor(days / 2) ? DEEP_BLOCKS : 1 },
    { atMs: at(5), what: 'lose-message' },
    { atMs: at(8), what: 'lose-socket' },
    { atMs: at(10), what: 'no-price' },
    { atMs: at(11), what: 'restart' },
    { atMs: at(13), what: 'bare-block' },
    { atMs: at(15), what: 'silence' },
    { atMs: at(18), what: day % 2 === 1 ? 'crash' : 'lose-message' },
    { atMs: at(21), what: 'refused-fragment' },
  ];
};

/** Days on end, thinned: a change each four minutes, of a block of sixty transactions, with all that goes wrong. */
export const thinned = (days: number): FeedPlan => ({
  seed: 'week',
  fromMs: FROM_MS,
  rows: 60,
  rowsChanged: 12,
  changeEveryMs: 4 * MINUTE_MS,
  blockEveryMs: 50 * MINUTE_MS,
  quoteEveryMs: 15 * MINUTE_MS,
  auditEveryMs: 3 * HOUR_MS,
  reconnectEveryMs: null,
  pollEveryMs: 2 * HOUR_MS,
  txids: true,
  objectMs: HOUR_MS,
  mishaps: Array.from({ length: days }, (_, day) => mishapsOf(day, days)).flat(),
});
