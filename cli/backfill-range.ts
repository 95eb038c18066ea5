import { instantOf } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { DatedBlock } from '../poller/backfill.ts';
import { momentOf } from './load-range.ts';

/** 2009-01-03, the day of the first block; those of test networks are younger. */
const FIRST_DAY_MS = Date.parse('2009-01-03T00:00:00Z');

/** Which blocks, as options say it. */
export interface RangeOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** Which blocks, read: by height, both ends included, or by time, without the moment of the end. */
export type AskedRange =
  | { readonly tag: 'heights'; readonly from: number; readonly to: number | null }
  | { readonly tag: 'times'; readonly sinceMs: number; readonly untilMs: number | null };

/** Left: what is wrong, without the range that would be right. */
type Read<A> = E.Either<string, A>;

const heightOf = (option: '--from' | '--to', text: string): Read<number> =>
  /^\d{1,9}$/.test(text)
    ? E.right(Number(text))
    : E.left(`${option} takes a height such as 840000, not "${text}"`);

const heightsOf = ({ from, to }: RangeOptions): Read<AskedRange> => {
  if (from === undefined) return E.left('--to goes with --from');
  const low = heightOf('--from', from);
  if (E.isLeft(low)) return low;
  const high = to === undefined ? E.right(null) : heightOf('--to', to);
  if (E.isLeft(high)) return high;
  return high.right !== null && high.right < low.right
    ? E.left(`--from ${from} lies above --to ${to}`)
    : E.right({ tag: 'heights', from: low.right, to: high.right });
};

const timeOf = (option: '--since' | '--until', text: string, nowMs: number): Read<number> => {
  const unixMs = momentOf(text);
  if (unixMs === undefined)
    return E.left(
      `${option} takes a day or an instant such as 2026-11-21 or 2026-11-21T05:00:00Z, not "${text}"`,
    );
  if (unixMs > nowMs) return E.left(`${option} ${text} lies in the future`);
  return unixMs < FIRST_DAY_MS
    ? E.left(`${option} ${text} lies before 2009-01-03, the day of Bitcoin's first block`)
    : E.right(unixMs);
};

const timesOf = ({ since, until }: RangeOptions, nowMs: number): Read<AskedRange> => {
  if (since === undefined) return E.left('--until goes with --since');
  const sinceMs = timeOf('--since', since, nowMs);
  if (E.isLeft(sinceMs)) return sinceMs;
  const untilMs = until === undefined ? E.right(null) : timeOf('--until', until, nowMs);
  if (E.isLeft(untilMs)) return untilMs;
  return untilMs.right !== null && untilMs.right <= sinceMs.right
    ? E.left('--since has to lie before --until')
    : E.right({ tag: 'times', sinceMs: sinceMs.right, untilMs: untilMs.right });
};

/** Reads which blocks are asked for. */
export const readRange = (options: RangeOptions, nowMs: number): Read<AskedRange> => {
  const byHeight = options.from !== undefined || options.to !== undefined;
  const byTime = options.since !== undefined || options.until !== undefined;
  if (byHeight && byTime) return E.left('--from and --to, or --since and --until, not both');
  if (byHeight) return heightsOf(options);
  return byTime
    ? timesOf(options, nowMs)
    : E.left('say which blocks, with --from and --to or with --since');
};

/** What is wrong with a range, now that the tip is known; null: nothing. */
export const beyondTip = (asked: AskedRange, tip: DatedBlock): string | null => {
  if (asked.tag === 'times') return null;
  const { from, to } = asked;
  if (from > tip.height) return `--from ${from} lies above the tip`;
  return to !== null && to > tip.height ? `--to ${to} lies above the tip` : null;
};

/** What may be asked for, for a sentence. */
export const validInWords = ({ height, minedAtS }: DatedBlock): string =>
  `the source has blocks 0 to ${height}, the newest of ${instantOf(minedAtS * 1000).slice(0, 10)}`;
