import { Block, instantOf, type Accepted } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { MinedBlock } from '../../dashboard/server/ports.ts';

/** Blocks of the socket and the poller kept for the page. */
const BLOCKS_KEPT = 64;

export const minedBlock = (value: unknown): MinedBlock | null => {
  const block = Block.decode(value);
  if (E.isLeft(block)) return null;
  const { height, id, timestamp, tx_count: transactions, size, weight, extras } = block.right;
  return {
    height,
    hash: id,
    minedAt: instantOf(timestamp * 1000),
    transactions,
    sizeBytes: size,
    weight,
    feeSats: extras?.totalFees ?? null,
    medianRate: extras?.medianFee ?? null,
    pool: extras?.pool?.name ?? null,
  };
};

/** The blocks kept so far and those that came. */
export const withBlocks = (
  kept: ReadonlyArray<MinedBlock>,
  accepted: ReadonlyArray<Accepted>,
): ReadonlyArray<MinedBlock> => {
  const blocks = accepted.flatMap((each) => minedBlock(each.value) ?? []);
  return blocks.length === 0 ? kept : [...kept, ...blocks].slice(-BLOCKS_KEPT);
};
