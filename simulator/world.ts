import { inventedSummary, summaryOf } from './block-summary.ts';
import type { Audit, Block } from './block.ts';
import { merkleRoot } from './block-header.ts';
import { createChain, type Chain } from './chain.ts';
import { regroup, type Cluster, type Row } from './cluster.ts';
import { pastBlocks, SPACING_SECONDS } from './history.ts';
import { createPriceHistory, type PriceHistory } from './price-history.ts';
import { startMarket, type Conversions } from './prices.ts';
import { seededRandom } from './random.ts';
import { rollingRate } from './rolling-rate.ts';
import { fitsTemplate, projectBlocks, type ProjectedBlock } from './template.ts';
import { startTraffic, type MempoolChange, type Replacement } from './traffic.ts';
import type { Transaction } from './transaction.ts';
import { swapForTwins } from './twins.ts';
import type { Mempool } from './mempool.ts';

/** What the simulation is made from. */
export interface WorldOptions {
  readonly seed: string;
  readonly rowsPerBlock: number;
  readonly startTimeMs: number;
  readonly startHeight: number;
  readonly pastBlocks: number;
  readonly meanBlockSeconds: number;
}

/** A simulated network as one node and one backend see it. Nothing in it knows of sockets or of the real time. */
export interface World {
  readonly nowMs: () => number;
  readonly chain: Chain;
  readonly mempool: Mempool;
  readonly projected: () => ReadonlyArray<ProjectedBlock>;
  readonly conversions: () => Conversions;
  readonly priceHistory: PriceHistory;
  /** The newest six, newest first. */
  readonly newest: () => ReadonlyArray<Transaction>;
  readonly replacements: () => ReadonlyArray<Replacement>;
  /** Mean of the last 150 s. */
  readonly vbytesPerSecond: () => number;
  /** Lets the clock run on, without anything else. */
  readonly pass: (ms: number) => void;
  /** Time goes by in which nothing happens, not even the next block comes nearer. */
  readonly skip: (ms: number) => void;
  /** Whether the time for the next block has come. */
  readonly isBlockDue: () => boolean;
  /** Mempool traffic of a stretch of time; the projected blocks are made anew, or stay although the mempool changed. */
  readonly exchange: (seconds: number, templates?: 'rebuilt' | 'kept') => MempoolChange;
  /** Swaps one transaction of each projected block for another with the same fee, size and rate. */
  readonly swapForTwins: () => void;
  /** Throws out all that waits; gives the txids. */
  readonly evictAll: () => ReadonlyArray<string>;
  /** A miner finds the next block: template 0 but for a few transactions. Gives its txids, the coinbase first. */
  readonly mine: () => Mined;
  /** Ten minutes, more or less, go by in which a block is found of transactions that nobody here had heard of. */
  readonly mineUnseen: () => Mined;
  readonly reorganise: (depth: number) => ReadonlyArray<Block>;
  readonly quote: () => Conversions;
}

/** A block and the txids in it, its coinbase first; of transactions that nobody here had heard of the coinbase alone. */
export interface Mined {
  readonly block: Block;
  readonly txids: ReadonlyArray<string>;
}

export const createWorld = (options: WorldOptions): World => {
  const seeded = (part: string) => seededRandom(`${options.seed} ${part}`);
  const mining = seeded('mining');
  const twins = seeded('twins');
  const elsewhere = seeded('elsewhere');
  let nowMs = options.startTimeMs;
  const nowSeconds = () => Math.floor(nowMs / 1000);
  const traffic = startTraffic(seeded('traffic'), options.rowsPerBlock, nowSeconds());
  const chain = createChain(
    seeded('chain'),
    pastBlocks({
      seed: options.seed,
      tipHeight: options.startHeight,
      blocks: options.pastBlocks,
      endsAtSeconds: nowSeconds(),
      rowsPerBlock: options.rowsPerBlock,
    }),
  );
  const market = startMarket(seeded('market'));
  const untilNextBlock = () => mining.exponential(options.meanBlockSeconds * 1000);
  let projected = projectBlocks(traffic.mempool.chunks());
  let conversions = market(nowSeconds() - 60);
  const priceHistory = createPriceHistory(options.seed, conversions);
  let nextBlockAtMs = nowMs + untilNextBlock();
  let newest: ReadonlyArray<Transaction> = [];
  let replacements: ReadonlyArray<Replacement> = [];
  const flow = rollingRate(nowMs, VBYTES_PER_BLOCK / 600);

  const skip = (ms: number) => {
    nowMs += ms;
    nextBlockAtMs += ms;
  };

  return {
    nowMs: () => nowMs,
    chain,
    mempool: traffic.mempool,
    projected: () => projected,
    conversions: () => conversions,
    priceHistory,
    newest: () => newest,
    replacements: () => replacements,
    vbytesPerSecond: flow.perSecond,
    pass: (ms) => {
      nowMs += ms;
    },
    skip,
    isBlockDue: () => nowMs >= nextBlockAtMs,
    exchange: (seconds, templates = 'rebuilt') => {
      const change = traffic.advance(seconds, nowSeconds());
      flow.add(
        nowMs,
        change.added.reduce((total, { weight }) => total + weight / 4, 0),
      );
      newest = [...change.added.toReversed(), ...newest].slice(0, 6);
      replacements = [...change.replaced.toReversed(), ...replacements].slice(0, 6);
      if (templates === 'rebuilt') projected = projectBlocks(traffic.mempool.chunks());
      return change;
    },
    swapForTwins: () => {
      swapForTwins(traffic.mempool, projected, twins);
      projected = projectBlocks(traffic.mempool.chunks());
    },
    evictAll: () => {
      const chunks = traffic.mempool.chunks();
      const txids = chunks.flatMap(({ rows }) => rows.map(({ transaction }) => transaction.txid));
      traffic.mempool.confirm(txids);
      newest = [];
      projected = [];
      return txids;
    },
    mine: () => {
      // a miner makes its template from the mempool, whatever a backend shows
      const [expected] = projectBlocks(traffic.mempool.chunks());
      const template = expected?.rows ?? [];
      // who is left out takes its spenders along
      const skipped = new Set(
        template
          .filter(() => mining.chance(0.002))
          .flatMap((row) => traffic.mempool.spendersFrom(row.transaction.txid)),
      );
      const kept = template.filter((row) => !skipped.has(row.transaction.txid));
      const extras = Array.from({ length: mining.integer(3) }, () =>
        aloneInBlock(traffic.unseen(nowSeconds())),
      );
      const mined = extras
        .slice(0, skipped.size)
        .reduce((rows, extra) => (fitsTemplate([...rows, extra]) ? [...rows, extra] : rows), kept);
      const txids = [mining.hex(32), ...mined.map((row) => row.transaction.txid)];
      const block = chain.extend({
        seconds: Math.floor(Math.min(nowMs, nextBlockAtMs) / 1000),
        merkleRoot: merkleRoot(txids),
        summary: summaryOf(mined),
        audit: auditOf(expected, kept.length, mined.length),
      });
      traffic.mempool.confirm(txids);
      newest = newest.filter(({ txid }) => !txids.includes(txid));
      projected = projectBlocks(traffic.mempool.chunks());
      nextBlockAtMs = Math.min(nowMs, nextBlockAtMs) + untilNextBlock();
      return { block, txids };
    },
    mineUnseen: () => {
      skip(elsewhere.exponential(SPACING_SECONDS * 1000));
      const block = chain.extend({
        seconds: nowSeconds(),
        merkleRoot: elsewhere.hex(32),
        summary: inventedSummary(elsewhere, options.rowsPerBlock),
        audit: null,
      });
      return { block, txids: [elsewhere.hex(32)] };
    },
    reorganise: (depth) => chain.replace(depth, nowSeconds()),
    quote: () => {
      conversions = market(nowSeconds());
      priceHistory.add(conversions);
      return conversions;
    },
  };
};

/** A transaction on its own, as a row. */
const aloneInBlock = (transaction: Transaction): Row => {
  const cluster: Cluster = { members: [], chunks: [] };
  regroup(cluster, [{ transaction, accelerationSats: 0 }]);
  const row = cluster.chunks[0]?.rows[0];
  if (!row) throw new Error('a cluster of one transaction has one row');
  return row;
};

const auditOf = (template: ProjectedBlock | undefined, kept: number, mined: number): Audit | null =>
  template
    ? {
        matchRate: Math.round((kept / template.totals.nTx) * 10_000) / 100,
        expectedFees: template.totals.totalFees,
        expectedWeight: template.totals.blockVSize * 4,
        similarity: kept / (template.totals.nTx + mined - kept),
      }
    : null;

const VBYTES_PER_BLOCK = 998_000;
