import { blockId, headerBytes, type BlockHeader } from './block-header.ts';
import type { BlockSummary } from './block-summary.ts';
import { difficultyOf } from './difficulty.ts';
import type { Pool } from './pools.ts';

/** A block of the simulated chain. */
export interface Block {
  readonly id: string;
  readonly height: number;
  readonly header: BlockHeader;
  readonly headerHex: string;
  /** Median time of this and the ten blocks before. */
  readonly mediantime: number;
  readonly pool: Pool;
  readonly coinbaseHex: string;
  /** Worked out when first asked for. */
  readonly summary: () => BlockSummary;
  /** Null where no template was there to compare with. */
  readonly audit: Audit | null;
}

/** How a mined block compares with the template of its height. */
export interface Audit {
  /** Percent of the template's transactions that were mined, two decimals. */
  readonly matchRate: number;
  readonly expectedFees: number;
  readonly expectedWeight: number;
  /** 0 to 1. */
  readonly similarity: number;
}

/** Where a block stands now. */
export interface Standing {
  /** Kept by the running process, or read from its database: the two have different shapes. */
  readonly shape: 'memory' | 'database';
  /** The id of the block that took the place of this one. */
  readonly canonical: string | null;
  readonly orphans: ReadonlyArray<Orphan>;
}

/** A block beside the chain, as the node tells it. */
export interface Orphan {
  readonly height: number;
  readonly hash: string;
  readonly branchlen: number;
  readonly status: 'valid-fork';
  readonly prevhash: string;
}

export const blockOf = (parts: Omit<Block, 'id' | 'headerHex'>): Block => {
  const bytes = headerBytes(parts.header);
  return { ...parts, id: blockId(bytes), headerHex: bytes.toString('hex') };
};

/** The extended block of the wire (`block`, `blocks` and the REST pages). */
export const extendedBlock = (block: Block, standing: Standing): Record<string, unknown> => {
  const { header } = block;
  const summary = block.summary();
  const difficulty = difficultyOf(header.bits);
  const isFromMemory = standing.shape === 'memory';
  return {
    id: block.id,
    height: block.height,
    version: header.version,
    timestamp: header.timestamp,
    bits: header.bits,
    nonce: header.nonce,
    // the node prints sixteen digits, the database gives the double back
    difficulty: isFromMemory ? Number(difficulty.toPrecision(16)) : difficulty,
    merkle_root: header.merkle_root,
    tx_count: summary.transactions + 1,
    size: summary.sizeBytes + FRAME_BYTES,
    weight: summary.weight + FRAME_WEIGHT,
    previousblockhash: header.previousblockhash,
    mediantime: block.mediantime,
    stale: isFromMemory ? false : Number(standing.canonical !== null),
    ...(standing.canonical === null ? {} : { canonical: standing.canonical }),
    extras: isFromMemory
      ? memoryExtras(block, summary, standing)
      : databaseExtras(block, summary, standing),
  };
};

const memoryExtras = (block: Block, summary: BlockSummary, standing: Standing) => ({
  reward: SUBSIDY_SATS + summary.feeSats,
  coinbaseRaw: block.coinbaseHex,
  orphans: standing.orphans,
  medianFee: summary.medianRate,
  feeRange: summary.rateQuantiles,
  totalFees: summary.feeSats,
  ...averages(summary),
  ...counts(summary),
  feePercentiles: null,
  virtualSize: (summary.weight + FRAME_WEIGHT) / 4,
  ...coinbase(block),
  header: block.headerHex,
  utxoSetSize: null,
  totalInputAmt: null,
  pool: poolOf(block),
  matchRate: block.audit?.matchRate ?? null,
  expectedFees: block.audit?.expectedFees ?? null,
  expectedWeight: block.audit?.expectedWeight ?? null,
  firstSeen: null,
  coinbaseBip54: isBip54(block),
  ...(block.audit ? { similarity: block.audit.similarity } : {}),
});

const databaseExtras = (block: Block, summary: BlockSummary, standing: Standing) => ({
  totalFees: summary.feeSats,
  medianFee: Math.round(summary.medianRate),
  feeRange: summary.rateQuantiles.map(Math.floor),
  reward: SUBSIDY_SATS + summary.feeSats,
  pool: poolOf(block),
  ...averages(summary),
  coinbaseRaw: block.coinbaseHex,
  ...coinbase(block),
  ...counts(summary),
  medianFeeAmt: summary.feeQuantilesSats[3] ?? 0,
  feePercentiles: summary.feeQuantilesSats,
  header: block.headerHex,
  utxoSetSize: UTXOS_AT_HEIGHT_0 + 3 * block.height,
  totalInputAmt: summary.outputSats + summary.feeSats,
  virtualSize: (summary.weight + FRAME_WEIGHT) / 4,
  firstSeen: null,
  orphans: standing.orphans,
  matchRate: block.audit?.matchRate ?? null,
  expectedFees: block.audit?.expectedFees ?? null,
  expectedWeight: block.audit?.expectedWeight ?? null,
  coinbaseBip54: Number(isBip54(block)),
});

const averages = (summary: BlockSummary) => ({
  avgFee: Math.floor(summary.feeSats / Math.max(1, summary.transactions)),
  avgFeeRate: Math.floor(summary.feeSats / Math.max(1, summary.weight / 4)),
  avgTxSize: Math.round((summary.sizeBytes / Math.max(1, summary.transactions)) * 100) / 100,
});

const counts = (summary: BlockSummary) => ({
  utxoSetChange: summary.outputs - summary.inputs,
  totalInputs: summary.inputs,
  totalOutputs: summary.outputs,
  totalOutputAmt: summary.outputSats,
  segwitTotalTxs: summary.segwit.transactions,
  segwitTotalSize: summary.segwit.sizeBytes,
  segwitTotalWeight: summary.segwit.weight,
});

const coinbase = ({ pool, coinbaseHex }: Block) => ({
  coinbaseAddress: pool.address,
  coinbaseAddresses: [pool.address],
  coinbaseSignature: pool.script,
  coinbaseSignatureAscii: Buffer.from(coinbaseHex, 'hex').toString('latin1'),
});

const poolOf = ({ pool: { id, name, slug, minerNames } }: Block) => ({
  id,
  name,
  slug,
  minerNames,
});

/** Whether the coinbase keeps the rule of BIP 54: here, as it happens, half of them. */
const isBip54 = (block: Block): boolean => block.header.nonce % 2 === 0;

/** 3.125 BTC, from height 840,000 to 1,050,000. */
const SUBSIDY_SATS = 312_500_000;
/** Header, transaction count and coinbase. */
const FRAME_BYTES = 400;
const FRAME_WEIGHT = 1_192;
const UTXOS_AT_HEIGHT_0 = 165_000_000;
