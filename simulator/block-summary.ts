import type { Row } from './cluster.ts';
import { sevenQuantiles } from './fee-range.ts';
import type { Random } from './random.ts';
import { BLOCK_WEIGHT } from './template.ts';

/** What the transactions of a mined block, its coinbase apart, come to. */
export interface BlockSummary {
  readonly transactions: number;
  readonly weight: number;
  readonly sizeBytes: number;
  readonly feeSats: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly outputSats: number;
  readonly segwit: {
    readonly transactions: number;
    readonly sizeBytes: number;
    readonly weight: number;
  };
  /** sat/vB, effective; 0 when less than half the block is used. */
  readonly medianRate: number;
  /** sat/vB, seven quantiles. */
  readonly rateQuantiles: ReadonlyArray<number>;
  /** sats, seven quantiles. */
  readonly feeQuantilesSats: ReadonlyArray<number>;
}

export const summaryOf = (rows: ReadonlyArray<Row>): BlockSummary => {
  const segwit = { transactions: 0, sizeBytes: 0, weight: 0 };
  const total = { weight: 0, sizeBytes: 0, feeSats: 0, inputs: 0, outputs: 0, outputSats: 0 };
  for (const { transaction } of rows) {
    total.weight += transaction.weight;
    total.sizeBytes += transaction.sizeBytes;
    total.feeSats += transaction.feeSats;
    total.inputs += transaction.inputs;
    total.outputs += transaction.outputs;
    total.outputSats += transaction.outputSats;
    if (!transaction.isSegwit) continue;
    segwit.transactions += 1;
    segwit.sizeBytes += transaction.sizeBytes;
    segwit.weight += transaction.weight;
  }
  return {
    ...total,
    segwit,
    transactions: rows.length,
    medianRate: middleRate(rows),
    rateQuantiles: sevenQuantiles(rows.map((row) => row.satsPerVbyte)),
    feeQuantilesSats: sevenQuantiles(rows.map((row) => row.transaction.feeSats)),
  };
};

const middleRate = (rows: ReadonlyArray<Row>): number => {
  let reached = 0;
  for (const row of [...rows].sort((a, b) => b.satsPerVbyte - a.satsPerVbyte)) {
    reached += row.transaction.weight;
    if (reached >= BLOCK_WEIGHT / 2) return row.satsPerVbyte;
  }
  return 0;
};

/** A summary of a block from before the simulation began, of which no transaction is kept. */
export const inventedSummary = (random: Random, rowsPerBlock: number): BlockSummary => {
  const transactions = Math.max(1, Math.round(rowsPerBlock * (0.9 + 0.2 * random.unit())));
  const weight = 3_991_000 + random.integer(1_000);
  const sizeBytes = Math.round((weight / 4) * (1.45 + 0.2 * random.unit()));
  const medianRate = random.logNormal(2.6, 0.5);
  const rateQuantiles = [0.62, 0.7, 0.8, 1, 1.35, 1.9, 40].map((part) => round3(medianRate * part));
  const meanVsize = weight / 4 / transactions;
  const inputs = Math.round(transactions * (1.5 + 0.5 * random.unit()));
  return {
    transactions,
    weight,
    sizeBytes,
    feeSats: Math.round((weight / 4) * medianRate * 1.25),
    inputs,
    outputs: Math.round(transactions * (2.2 + random.unit())),
    outputSats: Math.round(random.logNormal(5e11, 0.5)),
    segwit: {
      transactions: Math.round(transactions * 0.88),
      sizeBytes: Math.round(sizeBytes * 0.91),
      weight: Math.round(weight * 0.88),
    },
    medianRate,
    rateQuantiles,
    feeQuantilesSats: rateQuantiles.map((rate) => Math.round(rate * meanVsize * 0.7)),
  };
};

const round3 = (value: number): number => Math.round(value * 1e3) / 1e3;
