import type { Chunk, Cluster, Row } from './cluster.ts';
import { feeQuantiles, medianFeeRate, type FeeRange } from './fee-range.ts';

/** One simulated block to come. */
export interface ProjectedBlock {
  /** Highest rate first; the last block may leave out its tail (see `MOST_SHOWN_WEIGHT`). */
  readonly rows: ReadonlyArray<Row>;
  /** Of the whole block, also where rows are left out. */
  readonly totals: BlockTotals;
}

/** An element of `mempool-blocks`, as sent. Fees in sats, rates in sat/vB. */
export interface BlockTotals {
  readonly blockSize: number;
  readonly blockVSize: number;
  readonly nTx: number;
  readonly totalFees: number;
  readonly medianFee: number;
  readonly feeRange: FeeRange;
}

/** The projected blocks 0..7 of a mempool; the last holds everything that is left. */
export const projectBlocks = (chunks: ReadonlyArray<Chunk>): ReadonlyArray<ProjectedBlock> => {
  const blocks: ProjectedBlock[] = [];
  let rest = chunks;
  while (rest.length > 0 && blocks.length < MOST_BLOCKS - 1) {
    const [taken, left] = fillBlock(rest);
    blocks.push(projectedBlock(taken));
    rest = left;
  }
  if (rest.length > 0) blocks.push(projectedBlock(rest));
  return blocks;
};

/** Whether a miner can put these transactions into one block. */
export const fitsTemplate = (rows: ReadonlyArray<Row>): boolean =>
  rows.reduce((weight, { transaction }) => weight + transaction.weight, 0) <= TEMPLATE_WEIGHT;

/** Takes the best chunks that fit; a chunk whose ancestors had to wait waits with them. */
const fillBlock = (chunks: ReadonlyArray<Chunk>): [ReadonlyArray<Chunk>, ReadonlyArray<Chunk>] => {
  const taken: Chunk[] = [];
  const waiting: Chunk[] = [];
  const waitingClusters = new Set<Cluster>();
  let weight = 0;
  let place = 0;
  for (; place < chunks.length && waiting.length < MOST_MISFITS; place += 1) {
    const chunk = chunks[place];
    if (!chunk) break;
    const fits =
      weight + chunk.weight <= TEMPLATE_WEIGHT &&
      (waitingClusters.size === 0 || !waitingClusters.has(chunk.cluster));
    if (fits) {
      taken.push(chunk);
      weight += chunk.weight;
    } else {
      waiting.push(chunk);
      waitingClusters.add(chunk.cluster);
    }
  }
  return [taken, waiting.concat(chunks.slice(place))];
};

const projectedBlock = (chunks: ReadonlyArray<Chunk>): ProjectedBlock => {
  const rows: Row[] = [];
  let [weight, sizeBytes, feeSats, count] = [0, 0, 0, 0];
  for (const chunk of chunks) {
    if (weight <= MOST_SHOWN_WEIGHT) for (const row of chunk.rows) rows.push(row);
    weight += chunk.weight;
    sizeBytes += chunk.sizeBytes;
    feeSats += chunk.feeSats;
    count += chunk.rows.length;
  }
  return {
    rows,
    totals: {
      blockSize: sizeBytes,
      blockVSize: weight / 4,
      nTx: count,
      totalFees: feeSats,
      medianFee: medianFeeRate(chunks, weight),
      feeRange: feeQuantiles(chunks, count, weight > BLOCK_WEIGHT ? 'stack' : 'block'),
    },
  };
};

/** 4 million weight units. */
export const BLOCK_WEIGHT = 4_000_000;
/** A miner keeps 8,000 weight units for the header and the coinbase. */
const TEMPLATE_WEIGHT = BLOCK_WEIGHT - 8_000;
const MOST_BLOCKS = 8;
/** After so many chunks that do not fit a block counts as full. */
const MOST_MISFITS = 60;
/** Rows are listed until their weight passes 1.2 blocks; only a stack is longer. */
const MOST_SHOWN_WEIGHT = 1.2 * BLOCK_WEIGHT;
