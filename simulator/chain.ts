import { blockOf, extendedBlock, type Audit, type Block, type Orphan } from './block.ts';
import type { BlockSummary } from './block-summary.ts';
import { RETARGET_BLOCKS, retargeted, type RetargetPeriod } from './difficulty.ts';
import { medianTime, versionOf } from './history.ts';
import { coinbaseScript, luckyPool } from './pools.ts';
import type { Random } from './random.ts';

/** What a miner puts into a block. */
interface Found {
  readonly seconds: number;
  readonly merkleRoot: string;
  readonly summary: BlockSummary;
  readonly audit: Audit | null;
}

/** A block chain with the forks that were left behind. */
export interface Chain {
  readonly tip: () => Block;
  readonly extend: (found: Found) => Block;
  /** Replaces the newest `depth` blocks by others with the same transactions; gives the new ones, lowest first. */
  readonly replace: (depth: number, nowSeconds: number) => ReadonlyArray<Block>;
  readonly at: (height: number) => Block | undefined;
  readonly byId: (id: string) => Block | undefined;
  readonly stale: () => ReadonlyArray<Block>;
  /** The block as a backend would send it now. */
  readonly extended: (block: Block) => Record<string, unknown>;
  readonly period: () => RetargetPeriod;
}

/** @param past at least one block, oldest first */
export const createChain = (random: Random, past: ReadonlyArray<Block>): Chain => {
  const blocks = [...past];
  const known = new Map(blocks.map((block) => [block.id, block]));
  const stale: Block[] = [];
  const lowest = blocks[0]?.height ?? 0;
  let inMemory = MEMORY_AT_FIRST;

  const at = (height: number) => blocks[height - lowest];
  const tip = () => {
    const last = blocks.at(-1);
    if (!last) throw new Error('a chain has at least one block');
    return last;
  };
  const nextBits = (timestamp: number) => {
    const periodStart = at(tip().height + 1 - RETARGET_BLOCKS);
    const isRetarget = (tip().height + 1) % RETARGET_BLOCKS === 0 && periodStart;
    return isRetarget
      ? retargeted(tip().header.bits, timestamp - periodStart.header.timestamp)
      : tip().header.bits;
  };
  const append = (found: Found): Block => {
    const height = tip().height + 1;
    const pool = luckyPool(random);
    const timestamp = Math.max(found.seconds - random.integer(20), tip().mediantime + 1);
    const block = blockOf({
      height,
      header: {
        version: versionOf(random),
        previousblockhash: tip().id,
        merkle_root: found.merkleRoot,
        timestamp,
        bits: nextBits(timestamp),
        nonce: random.integer(2 ** 32),
      },
      mediantime: medianTime([...blocks.slice(-10).map((b) => b.header.timestamp), timestamp]),
      pool,
      coinbaseHex: coinbaseScript(pool, height, timestamp, random),
      summary: () => found.summary,
      audit: found.audit,
    });
    blocks.push(block);
    known.set(block.id, block);
    return block;
  };
  /** Blocks of a fork up to this one. */
  const branchLength = (block: Block): number => {
    const parent = stale.find(({ id }) => id === block.header.previousblockhash);
    return parent ? 1 + branchLength(parent) : 1;
  };
  /** Blocks at this height that are not of the chain, as the node knows them. */
  const forksAt = (height: number): ReadonlyArray<Orphan> =>
    stale
      .filter((block) => block.height === height)
      .map((block) => ({
        height,
        hash: block.id,
        branchlen: branchLength(block),
        status: 'valid-fork',
        prevhash: block.header.previousblockhash,
      }));

  return {
    tip,
    at,
    byId: (id) => known.get(id),
    stale: () => stale,
    extend: (found) => {
      inMemory = Math.min(MEMORY_AT_MOST, inMemory + 1);
      return append(found);
    },
    replace: (depth, nowSeconds) => {
      const left = blocks.splice(Math.max(1, blocks.length - depth));
      stale.push(...left);
      return left.map((block) =>
        append({
          seconds: Math.min(nowSeconds, block.header.timestamp + 30),
          merkleRoot: random.hex(32),
          summary: block.summary(),
          audit: null,
        }),
      );
    },
    extended: (block) => {
      const canonical = at(block.height);
      const isCanonical = canonical?.id === block.id;
      return extendedBlock(block, {
        shape: isCanonical && tip().height - block.height < inMemory ? 'memory' : 'database',
        canonical: isCanonical || !canonical ? null : canonical.id,
        orphans: forksAt(block.height),
      });
    },
    period: () => {
      const startHeight = tip().height - (tip().height % RETARGET_BLOCKS);
      const start = at(startHeight) ?? blocks[0] ?? tip();
      return {
        tipHeight: tip().height,
        startedAt: start.header.timestamp,
        bits: tip().header.bits,
        previousBits: (at(startHeight - 1) ?? start).header.bits,
      };
    },
  };
};

/** Blocks a backend has read when it starts, and the most it keeps. */
const MEMORY_AT_FIRST = 8;
const MEMORY_AT_MOST = 32;
