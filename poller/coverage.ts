import type { EventOf } from '@bitcoin-pipeline/model';
import { totalLengthOf, type Range } from './chain/ranges.ts';
import type { ChainState } from './chain/state.ts';

const plain = ({ from, to }: Range): Range => ({ from, to });

/** What `ChainCovered` says of a state. */
export const coveredOf = (chain: ChainState): readonly [EventOf<'ChainCovered'>, object] => {
  return [
    {
      revision: chain.revision,
      topHeight: chain.segments[0]?.to ?? null,
      topHash: chain.segments[0]?.topHash ?? null,
      lowestHeight: chain.segments.at(-1)?.from ?? null,
      coveredBlocks: totalLengthOf(chain.segments),
      pendingBlocks: totalLengthOf(chain.pending),
    },
    {
      segments: chain.segments.map(plain),
      pending: chain.pending.map(plain),
      replaced: chain.replaced.map(({ height, hash }) => ({ height, block_hash: hash })),
      followed: chain.followedHeight,
    },
  ];
};

/** Blocks of the newest that gave way to others from one state to the next; null: none. */
export const reorganisedBetween = (
  before: ChainState,
  now: ChainState,
): { readonly forkHeight: number; readonly depth: number } | null => {
  const known = new Set(before.replaced.map(({ hash }) => hash));
  const held = new Set(now.newest.map(({ hash }) => hash));
  const lowest = now.newest.at(-1)?.height ?? 0;
  const heights = before.newest
    .filter(({ hash, height }) => height >= lowest && !held.has(hash) && !known.has(hash))
    .map(({ height }) => height);
  return heights.length === 0
    ? null
    : { forkHeight: Math.min(...heights) - 1, depth: heights.length };
};
