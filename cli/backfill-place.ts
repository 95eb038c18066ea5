import * as E from 'fp-ts/lib/Either.js';
import { blockAt, firstSince, tipOf, type Asking, type DatedBlock } from '../poller/backfill.ts';
import type { Range } from '../poller/chain/ranges.ts';
import { FIRST_PRICE_HOUR, hourOfPrice } from '../poller/prices/hours.ts';
import type { Chosen } from './backfill-options.ts';
import { beyondTip, validInWords, type AskedRange } from './backfill-range.ts';
import { failure, misuse, type CliFault } from './command.ts';

type Placed<A> = E.Either<CliFault, A>;

/** What is to be filled in; null: nothing of it, by the options or by the range. */
export interface Place {
  readonly heights: Range | null;
  readonly hours: Range | null;
}

const failed = E.mapLeft(({ message }: { readonly message: string }) => failure(message));

const orNull = ({ from, to }: Range): Range | null => (from <= to ? { from, to } : null);

/** The range that is asked for, and the source's tip, which it may not lie above. */
const belowTip = async (
  read: Chosen['range'],
  asking: Asking,
): Promise<Placed<{ readonly asked: AskedRange; readonly tip: DatedBlock }>> => {
  const tip = await tipOf(asking);
  if (E.isLeft(read)) {
    const valid = E.isLeft(tip) ? '' : `; ${validInWords(tip.right)}`;
    return E.left(misuse(`${read.left}${valid}`));
  }
  if (E.isLeft(tip)) return failed(tip);
  const beyond = beyondTip(read.right, tip.right);
  return beyond === null
    ? E.right({ asked: read.right, tip: tip.right })
    : E.left(misuse(`${beyond}; ${validInWords(tip.right)}`));
};

/** The heights of a range; null: no block was mined in it. */
const heightsIn = async (
  asked: AskedRange,
  tip: DatedBlock,
  asking: Asking,
): Promise<Placed<Range | null>> => {
  if (asked.tag === 'heights') return E.right({ from: asked.from, to: asked.to ?? tip.height });
  const { sinceMs, untilMs } = asked;
  const from = failed(await firstSince(asking, tip.height, sinceMs / 1000));
  if (E.isLeft(from)) return from;
  if (untilMs === null) return E.right(orNull({ from: from.right, to: tip.height }));
  const after = failed(await firstSince(asking, tip.height, untilMs / 1000));
  return E.map((end: number) => orNull({ from: from.right, to: end - 1 }))(after);
};

const minedAtMs = async (height: number, asking: Asking): Promise<Placed<number>> => {
  const block = failed(await blockAt(asking, height));
  if (E.isLeft(block)) return block;
  return block.right === null
    ? E.left(failure(`the source does not give block ${height}, by which hours are told`))
    : E.right(block.right.minedAtS * 1000);
};

/** The hours of a range that are over and may have a price; null: there is none. */
const hoursIn = async (
  asked: AskedRange,
  tip: DatedBlock,
  asking: Asking,
  nowMs: number,
): Promise<Placed<Range | null>> => {
  const hoursOf = (fromMs: number, toMs: number): Range | null =>
    orNull({
      from: Math.max(FIRST_PRICE_HOUR, hourOfPrice(fromMs)),
      to: Math.min(hourOfPrice(toMs), hourOfPrice(nowMs) - 1),
    });
  if (asked.tag === 'times') return E.right(hoursOf(asked.sinceMs, (asked.untilMs ?? nowMs) - 1));
  const first = await minedAtMs(asked.from, asking);
  if (E.isLeft(first)) return first;
  const last = await minedAtMs(asked.to ?? tip.height, asking);
  return E.map((lastMs: number) =>
    hoursOf(Math.min(first.right, lastMs), Math.max(first.right, lastMs)),
  )(last);
};

/** Asks the source where the range lies that was chosen. */
export const placeOf = async (
  { range, what }: Chosen,
  asking: Asking,
  nowMs: number,
): Promise<Placed<Place>> => {
  const below = await belowTip(range, asking);
  if (E.isLeft(below)) return below;
  const { asked, tip } = below.right;
  const heights = what === 'prices' ? E.right(null) : await heightsIn(asked, tip, asking);
  if (E.isLeft(heights)) return heights;
  const hours = what === 'blocks' ? E.right(null) : await hoursIn(asked, tip, asking, nowMs);
  return E.map((each: Range | null): Place => ({ heights: heights.right, hours: each }))(hours);
};
