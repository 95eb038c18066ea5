import * as E from 'fp-ts/lib/Either.js';
import { fillBlocks, type FillOptions } from './backfill-blocks.ts';
import type { Filled } from './backfill-end.ts';
import type { Place } from './backfill-place.ts';
import { fillPrices, type FilledHours } from './backfill-prices.ts';
import type { CliFault } from './command.ts';

/** What was done; null: nothing was to be done. */
export interface Both {
  readonly blocks: Filled | null;
  readonly prices: FilledHours | null;
  /** The first thing that was not whole. */
  readonly fault: CliFault | null;
}

/** Blocks, and prices unless blocks are left: what keeps those from coming keeps these. */
export const fillBoth = async (
  { heights, hours }: Place,
  options: FillOptions,
): Promise<E.Either<CliFault, Both>> => {
  const blocks = heights === null ? null : await fillBlocks(heights, options);
  if (blocks !== null && E.isLeft(blocks)) return blocks;
  const first = blocks?.right ?? null;
  if (hours === null || (first !== null && first.filled.left > 0))
    return E.right({ blocks: first?.filled ?? null, prices: null, fault: first?.fault ?? null });
  const prices = await fillPrices(hours, options);
  if (E.isLeft(prices)) return prices;
  const { filled, fault } = prices.right;
  return E.right({
    blocks: first?.filled ?? null,
    prices: filled,
    fault: first?.fault ?? fault,
  });
};
