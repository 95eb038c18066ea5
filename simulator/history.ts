import { blockOf, type Block } from './block.ts';
import { inventedSummary, type BlockSummary } from './block-summary.ts';
import { RETARGET_BLOCKS, retargeted } from './difficulty.ts';
import { coinbaseScript, luckyPool } from './pools.ts';
import { seededRandom, type Random } from './random.ts';

/** What the past of a chain is made from. */
export interface Past {
  readonly seed: string;
  readonly tipHeight: number;
  /** How many blocks there are; before the first of them the chain is not known. */
  readonly blocks: number;
  readonly endsAtSeconds: number;
  readonly rowsPerBlock: number;
}

/**
 * The blocks before the simulation began, oldest first. Only headers are made at once; what a block holds is
 * worked out from its height when somebody asks.
 */
export const pastBlocks = (past: Past): ReadonlyArray<Block> => {
  const random = seededRandom(`${past.seed} past`);
  const blocks: Block[] = [];
  let previousblockhash = random.hex(32);
  let bits = BITS_AT_FIRST;
  for (const timestamp of timesBefore(random, past)) {
    const height = past.tipHeight - past.blocks + 1 + blocks.length;
    if (height % RETARGET_BLOCKS === 0)
      bits = retargeted(bits, lastPeriodSeconds(blocks, timestamp));
    const pool = luckyPool(random);
    const block = blockOf({
      height,
      header: {
        version: versionOf(random),
        previousblockhash,
        merkle_root: random.hex(32),
        timestamp,
        bits,
        nonce: random.integer(2 ** 32),
      },
      mediantime: medianTime([...blocks.slice(-10).map((b) => b.header.timestamp), timestamp]),
      pool,
      coinbaseHex: coinbaseScript(pool, height, timestamp, random),
      summary: once(() =>
        inventedSummary(seededRandom(`${past.seed} ${height}`), past.rowsPerBlock),
      ),
      audit: null,
    });
    blocks.push(block);
    previousblockhash = block.id;
  }
  return blocks;
};

const timesBefore = (random: Random, past: Past): ReadonlyArray<number> => {
  let time = past.endsAtSeconds;
  const times = Array.from({ length: past.blocks }, () => {
    time -= 1 + Math.floor(random.exponential(SPACING_SECONDS - 1));
    return time;
  });
  return times.toReversed();
};

/** How long the last 2016 blocks took; where there are fewer, what so many take at their pace. */
const lastPeriodSeconds = (blocks: ReadonlyArray<Block>, nowSeconds: number): number => {
  const known = blocks.slice(-RETARGET_BLOCKS);
  const took = nowSeconds - (known[0]?.header.timestamp ?? nowSeconds);
  return known.length === 0
    ? RETARGET_BLOCKS * SPACING_SECONDS
    : (took * RETARGET_BLOCKS) / known.length;
};

/** The median of up to eleven times, the block's own included. */
export const medianTime = (times: ReadonlyArray<number>): number => {
  const ascending = [...times].sort((a, b) => a - b);
  return ascending[Math.floor(ascending.length / 2)] ?? 0;
};

/** A block version with the bits that miners roll. */
export const versionOf = (random: Random): number => 0x20000000 + random.integer(0x2000) * 2 ** 13;

const once = (make: () => BlockSummary): (() => BlockSummary) => {
  let made: BlockSummary | undefined;
  return () => (made ??= make());
};

export const SPACING_SECONDS = 600;
/** A difficulty of 132.8 million million. */
const BITS_AT_FIRST = 386_014_917;
