import type { present } from './parts.ts';
import type { Replacement } from './traffic.ts';
import type { Transaction } from './transaction.ts';
import { part, type Part } from './wire.ts';

type Present = ReturnType<typeof present>;

/** What is told of one step of the sequence. */
interface Step {
  readonly sequence: number;
  /** The messages about projected blocks. */
  readonly projected: ReadonlyArray<Part>;
}

/** What a mempool update tells. */
interface Moved extends Step {
  readonly added: ReadonlyArray<Transaction>;
  readonly removed: ReadonlyArray<string>;
  readonly replaced: ReadonlyArray<Replacement>;
}

/** What a new block tells. */
interface Mined extends Step {
  readonly block: Record<string, unknown>;
  /** The coinbase first. */
  readonly txids: ReadonlyArray<string>;
  /** The value from before the block. */
  readonly vbytesPerSecond: number;
}

export const updateParts = (now: Present, moved: Moved): ReadonlyArray<Part> => [
  part('stats', 'mempoolInfo', now.mempoolInfo),
  part('stats', 'vBytesPerSecond', now.vBytesPerSecond),
  part('stats', 'transactions', now.transactions),
  part('stats', 'da', now.da),
  part('stats', 'fees', now.fees),
  part('mempool-blocks', 'mempool-blocks', now.mempoolBlocks),
  part('tomahawk', 'tomahawk', () => []),
  ...moved.projected,
  part('mempool-txids', 'mempool-txids', () => ({
    sequence: moved.sequence,
    added: moved.added.map(({ txid }) => txid),
    removed: moved.removed,
    mined: [],
    replaced: moved.replaced.map(({ old, by }) => ({ replaced: old.txid, by: by.txid })),
  })),
];

export const blockParts = (now: Present, mined: Mined): ReadonlyArray<Part> => [
  part('blocks', 'block', () => mined.block),
  part('stats', 'mempoolInfo', now.mempoolInfo),
  part('stats', 'vBytesPerSecond', () => mined.vbytesPerSecond),
  part('stats', 'fees', now.fees),
  part('stats', 'da', now.da),
  part('mempool-blocks', 'mempool-blocks', now.mempoolBlocks),
  part('tomahawk', 'tomahawk', () => []),
  ...mined.projected,
  part('mempool-txids', 'mempool-txids', () => ({
    sequence: mined.sequence,
    added: [],
    removed: [],
    mined: mined.txids,
    replaced: [],
  })),
];
