import { difficultyAdjustment } from './difficulty.ts';
import { preciseFees } from './fees.ts';
import { rowTuple } from './rows.ts';
import type { Replacement } from './traffic.ts';
import type { Transaction } from './transaction.ts';
import type { World } from './world.ts';

/** What the simulated node says of itself. The names are its own, no one should take it for a public server. */
export const BACKEND_INFO = {
  hostname: 'simulator',
  version: '3.4-dev',
  gitCommit: '000000000',
  lightning: false,
  backend: 'none',
  coreVersion: '/Satoshi:30.0.0/',
  osVersion: 'simulated',
} as const;

/** The values of the keys that describe the present, each as sent. */
export const present = (world: World) => ({
  mempoolInfo: () => mempoolInfo(world),
  vBytesPerSecond: () => world.vbytesPerSecond(),
  mempoolBlocks: () => world.projected().map(({ totals }) => totals),
  transactions: () => world.newest().map((transaction) => latestTransaction(world, transaction)),
  fees: () => preciseFees(world.projected().map(({ totals }) => totals)),
  rbfSummary: () => world.replacements().map(replacementSummary),
  da: () => difficultyAdjustment(world.chain.period(), world.nowMs()),
  /** The newest `count` blocks, lowest first. */
  blocks: (count: number) => {
    const top = world.chain.tip().height;
    return Array.from({ length: count }, (_, place) => world.chain.at(top - count + 1 + place))
      .filter((block) => block !== undefined)
      .map(world.chain.extended);
  },
  snapshot: (index: number, sequence: number) => ({
    index,
    sequence,
    blockTransactions: (world.projected()[index]?.rows ?? []).map(rowTuple),
  }),
});

/** As the node prints it: bytes in vB, fees in BTC, fee rates in BTC/kvB. */
const mempoolInfo = ({ mempool }: World) => {
  const bytes = Math.ceil(mempool.weight() / 4);
  const feeSats = mempool.chunks().reduce((total, chunk) => total + chunk.feeSats, 0);
  return {
    loaded: true,
    size: mempool.count(),
    bytes,
    usage: 1_600 * mempool.count() + 2 * bytes,
    total_fee: feeSats / 1e8,
    maxmempool: 300_000_000,
    mempoolminfee: 0.000001,
    minrelaytxfee: 0.000001,
    incrementalrelayfee: 0.000001,
    unbroadcastcount: 0,
    fullrbf: true,
    permitbaremultisig: true,
    maxdatacarriersize: 100_000,
  };
};

const latestTransaction = (world: World, transaction: Transaction) => {
  const row = world.mempool.row(transaction.txid);
  return {
    txid: transaction.txid,
    fee: transaction.feeSats,
    vsize: transaction.weight / 4,
    value: transaction.outputSats,
    rate: row?.satsPerVbyte ?? transaction.feeSats / (transaction.weight / 4),
    time: transaction.firstSeenSeconds,
    ...(row?.isAccelerated ? { acc: true } : {}),
  };
};

const replacementSummary = ({ old, by }: Replacement) => ({
  txid: by.txid,
  mined: false,
  fullRbf: false,
  oldFee: old.feeSats,
  oldVsize: old.weight / 4,
  newFee: by.feeSats,
  newVsize: by.weight / 4,
});
