import * as E from 'fp-ts/lib/Either.js';
import { rateBuckets } from '../../dashboard/layout/rate-buckets.ts';
import { followedRows } from './next-block-rows.ts';
import type {
  BlockRow,
  DeliveryState,
  HistoryPort,
  LivePort,
  LiveState,
  MinedBlock,
  NextBlockEvent,
} from '../../dashboard/server/ports.ts';

/** A live port that a test moves by hand. */
export interface DrivenPort extends LivePort {
  readonly set: (change: Partial<LiveState>) => void;
  readonly setSource: (change: Partial<LiveState['source']>) => void;
  /** Tells everybody who follows the next block of an event, and who comes later of what it amounts to. */
  readonly tellNextBlock: (event: NextBlockEvent) => void;
  /** Who is told of changes of the state, and of the next block. */
  readonly listeners: () => number;
  readonly followers: () => number;
}

/** What a program says before anything arrived. */
export const beforeAnything: LiveState = {
  source: {
    name: 'mempool.space',
    url: 'https://mempool.space',
    network: 'mainnet',
    origin: 'live',
    notice: null,
    connection: 'connecting',
    lastFrameAt: null,
    fault: null,
  },
  openGap: null,
  nextBlock: null,
  conversions: null,
  blocks: [],
  counts: {
    linesWritten: 0,
    framesIn: 0,
    accepted: 0,
    ignored: 0,
    quarantined: 0,
    quarantinedBy: {},
    gaps: 0,
  },
  delivery: null,
  warehouse: { status: 'starting', builtAt: null, message: null, tables: {} },
};

export const drivenPort = (first: LiveState = beforeAnything): DrivenPort => {
  let state = first;
  const listeners = new Set<(state: LiveState) => void>();
  const nextBlock = followedRows();
  const followers = new Set<(event: NextBlockEvent) => void>();
  const set = (change: Partial<LiveState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener(state);
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    followNextBlock: (follower) => {
      const known = nextBlock.snapshot();
      if (known !== null) follower(known);
      followers.add(follower);
      return () => followers.delete(follower);
    },
    set,
    tellNextBlock: (event) => {
      nextBlock.take(event);
      for (const follower of followers) follower(event);
    },
    setSource: (change) => set({ source: { ...state.source, ...change } }),
    listeners: () => listeners.size,
    followers: () => followers.size,
  };
};

/** Minutes between one block and the next, by height; uneven as on the chain. */
const minutesAfterParent = (height: number): number => [9, 3, 14, 1, 22, 7, 11, 5][height % 8] ?? 0;

/** A run of blocks with the given heights, the last one mined at `tipAt`; hashes are made of the height. */
export const minedBlocks = (
  heights: ReadonlyArray<number>,
  tipAt: string,
): ReadonlyArray<MinedBlock> => {
  const tip = Math.max(...heights);
  const minutesBeforeTip = (height: number): number =>
    height >= tip ? 0 : minutesAfterParent(height + 1) + minutesBeforeTip(height + 1);
  return heights.map((height) => ({
    height,
    hash: height.toString(16).padStart(64, '0'),
    minedAt: new Date(Date.parse(tipAt) - minutesBeforeTip(height) * 60_000).toISOString(),
    transactions: 1900 + ((height * 7919) % 3100),
    sizeBytes: 1_450_000 + ((height * 104_729) % 400_000),
    weight: height % 23 === 0 ? 1_204_388 : 3_990_000 + ((height * 31) % 9_000),
    feeSats: 2_400_000 + ((height * 15_485_863) % 9_000_000),
    medianRate: 1 + ((height * 37) % 600) / 100,
    pool: ['Foundry USA', 'AntPool', 'ViaBTC', 'F2Pool', 'OCEAN', null][height % 6] ?? null,
  }));
};

/** A history of fixed rows, or of a failure. */
export const fixedHistory = (rows: ReadonlyArray<MinedBlock>): HistoryPort => {
  const asTold: ReadonlyArray<BlockRow> = rows
    .map((row) => ({ ...row, intervalSeconds: null }))
    .sort((a, b) => b.height - a.height);
  return { recentBlocks: (limit) => Promise.resolve(E.right(asTold.slice(0, limit))) };
};

export const failingHistory = (sentence: string): HistoryPort => ({
  recentBlocks: () => Promise.resolve(E.left(sentence)),
});

/** Lines that can't be put into the lake for now. */
export const heldUp: DeliveryState = {
  linesIn: 20_114,
  linesDelivered: 18_437,
  filesDelivered: 214,
  bytesDelivered: 47_185_920,
  spoolBytes: 412_090_368,
  spoolLimitBytes: 1_073_741_824,
  lagSeconds: 2_471,
  putFailures: { timeout: 2, throttled: 1_204, 'access-denied': 41 },
  heldUp: [
    {
      stream: 'block-metadata',
      reason:
        "Firehose stream bitcoin-pipeline-production-block-metadata: access-denied (AccessDeniedException, HTTP 400); check this machine's role or keys, that they may write there, and its clock; it goes on by itself then",
    },
    { stream: 'mempool-block', reason: 'Firehose stream mempool-block: throttled (HTTP 503)' },
  ],
  spool: 'open',
  message: null,
};

/** A spool at its limit. */
export const full: DeliveryState = { ...heldUp, spoolBytes: 1_073_741_000, spool: 'full' };

/** Everything there, at the given moment: figures chosen by hand. */
export const everything = (at: string): LiveState => ({
  ...beforeAnything,
  source: { ...beforeAnything.source, connection: 'open', lastFrameAt: at },
  nextBlock: {
    level: 'verified',
    cause: null,
    sequence: 80_026,
    observedAt: at,
    transactions: 3_412,
    weight: 3_991_780,
    feeSats: 7_533_810,
    lowestRate: 1.21,
    medianRate: 2.87,
    histogram: rateBuckets.map((fromRate, index) => ({
      fromRate,
      vsizeVbytes:
        [
          0, 0, 0, 121_300, 204_875.25, 286_410, 133_020, 88_204.5, 61_090, 47_311, 30_118, 17_002,
          9_310, 4_122, 2_207, 0, 1_890, 740, 0, 226,
        ][index] ?? 0,
    })),
    lastChange: { added: 6, removed: 5, changed: 2, feeSatsDelta: 4_561 },
  },
  conversions: {
    quotedAt: new Date(Date.parse(at) - 190_000).toISOString(),
    observedAt: at,
    prices: {
      USD: 98_145,
      EUR: 84_405,
      GBP: 72_627,
      CAD: 135_440,
      CHF: null,
      JPY: 14_819_893,
      AUD: -1,
    },
  },
  blocks: minedBlocks([905_143, 905_144], new Date(Date.parse(at) - 240_000).toISOString()),
  counts: {
    linesWritten: 18_442,
    framesIn: 12_806,
    accepted: 18_390,
    ignored: 61_204,
    quarantined: 0,
    quarantinedBy: {},
    gaps: 0,
  },
  delivery: {
    linesIn: 18_442,
    linesDelivered: 18_437,
    filesDelivered: 214,
    bytesDelivered: 47_185_920,
    spoolBytes: 6_291_456,
    spoolLimitBytes: 1_073_741_824,
    lagSeconds: 1.4,
    putFailures: {},
    heldUp: [],
    spool: 'open',
    message: null,
  },
  warehouse: {
    status: 'ready',
    builtAt: new Date(Date.parse(at) - 41_000).toISOString(),
    message: null,
    tables: {
      'raw.mempool_block': 16_018,
      'raw.block_metadata': 1_204,
      'raw.conversions': 96,
      'silver.blocks': 151,
      'gold.next_block_by_minute': 212,
      'gold.conversion_rates': 672,
      'gold.block_statistics': 143,
    },
  },
});
