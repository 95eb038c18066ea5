import { blockOf, type Audit, type Block } from './block.ts';
import { createBlockStore } from './block-store.ts';
import type { BlockSummary } from './block-summary.ts';
import { viewOf, type ChainView } from './chain-view.ts';
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
export interface Chain extends ChainView {
  readonly extend: (found: Found) => Block;
  /** Replaces the newest `depth` blocks by others with the same transactions; gives the new ones, lowest first. */
  readonly replace: (depth: number, nowSeconds: number) => ReadonlyArray<Block>;
  /** Puts the blocks that were replaced last back into their places; the chain can be shorter after it. */
  readonly restore: () => void;
  /** As it was so many changes of the tip ago; a replacement or a restoration is one change. */
  readonly behind: (changes: number) => ChainView;
  readonly stale: () => ReadonlyArray<Block>;
  readonly period: () => RetargetPeriod;
}

/** @param past at least one block, oldest first */
export const createChain = (random: Random, past: ReadonlyArray<Block>): Chain => {
  const blocks = [...past];
  const known = createBlockStore(past);
  /** The chain's tip after each change, and how many blocks were known then. */
  const changes = past.map((block, place) => ({ newest: block, heardOf: place + 1 }));
  let stale: ReadonlyArray<Block> = [];
  let replacedLast: ReadonlyArray<Block> = [];
  const lowest = blocks[0]?.height ?? 0;
  let inMemory = MEMORY_AT_FIRST;

  const at = (height: number) => blocks[height - lowest];
  const tip = () => {
    const last = blocks.at(-1);
    if (!last) throw new Error('a chain has at least one block');
    return last;
  };
  const changed = () => changes.push({ newest: tip(), heardOf: known.count() });
  /** Takes all blocks from this place on off the chain. */
  const cut = (place: number): ReadonlyArray<Block> => {
    replacedLast = blocks.splice(place);
    stale = [...stale, ...replacedLast];
    return replacedLast;
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
    known.add(block);
    return block;
  };

  /** The block at a height on the way down from this one, itself included. */
  const ancestor = (from: Block, height: number): Block | undefined => {
    let block: Block | undefined = from;
    while (block && block.height > height) {
      if (at(block.height)?.id === block.id) return at(height);
      block = known.byId(block.header.previousblockhash);
    }
    return block?.height === height ? block : undefined;
  };

  return {
    ...viewOf({ tip, at, byId: known.byId, allAt: known.allAt, inMemory: () => inMemory }),
    stale: () => stale,
    extend: (found) => {
      inMemory = Math.min(MEMORY_AT_MOST, inMemory + 1);
      const block = append(found);
      changed();
      return block;
    },
    replace: (depth, nowSeconds) => {
      const added = cut(Math.max(1, blocks.length - depth)).map((block) =>
        append({
          seconds: Math.min(nowSeconds, block.header.timestamp + 30),
          merkleRoot: random.hex(32),
          summary: block.summary(),
          audit: null,
        }),
      );
      changed();
      return added;
    },
    restore: () => {
      const [first] = replacedLast;
      if (!first) return;
      const returning = replacedLast;
      cut(first.height - lowest);
      blocks.push(...returning);
      stale = stale.filter((block) => !returning.includes(block));
      changed();
    },
    behind: (count) => {
      const then = changes.at(Math.max(-changes.length, -1 - count));
      if (!then) throw new Error('a chain has at least one block');
      const hadHeardOf = ({ id }: Block) => known.place(id) < then.heardOf;
      return viewOf({
        tip: () => then.newest,
        at: (height) => ancestor(then.newest, height),
        byId: (id) => [known.byId(id)].find((block) => block && hadHeardOf(block)),
        allAt: (height) => known.allAt(height).filter(hadHeardOf),
        inMemory: () => inMemory,
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
