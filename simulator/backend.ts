import { blockParts, updateParts } from './frames.ts';
import { present } from './parts.ts';
import { projectedParts, type Rebuild, type Templates } from './projection.ts';
import type { Ready } from './ready.ts';
import { chartPoint } from './statistics.ts';
import type { MempoolChange } from './traffic.ts';
import { part, type Broadcast, type Part } from './wire.ts';
import type { Mined, World } from './world.ts';

/** What a backend tells its clients as the world goes on, and the numbering of it. */
export interface Backend {
  /** 0 at first; one more with each mempool update and each new block. */
  readonly sequence: () => number;
  readonly ready: Ready;
  /** Lets `ms` pass: the blocks and quotes that are due, then one mempool update. */
  readonly tick: (ms: number) => void;
  readonly mineBlock: () => void;
  /** Finds so many blocks of unseen transactions; of more than 16 only the newest 8 are told. */
  readonly mineBlocks: (count: number) => void;
  /** Replaces the newest `depth` blocks and mines `onTop` on top of them. */
  readonly reorg: (depth: number, onTop: number) => void;
  /** Puts back what was replaced last, and mines on top of it until it is higher than what it replaces. */
  readonly reorgBack: () => void;
  readonly quote: () => void;
  /** Makes what the backend does wrong, as `FAULTS` describes it; of a restart, its own side. */
  readonly fault: (name: BackendFault) => void;
}

type BackendFault =
  | 'restart'
  | 'drift'
  | 'drift-unstated'
  | 'mid-tick-snapshot'
  | 'silent-block'
  | 'loading'
  | 'loaded'
  | 'repeat-delta';

/** An update whose templates are there already, while nobody was told and the sequence stands. */
interface Unfinished {
  readonly change: MempoolChange;
  readonly mempoolBlocksBefore: unknown;
}

/** @param send gets each broadcast when it happens; its texts are those of that moment, so they are to be read at once */
export const createBackend = (world: World, send: (broadcast: Broadcast) => void): Backend => {
  const now = present(world);
  let sequence = 0;
  let isInSync = true;
  let isSnapshotEarly = false;
  let isRebuildFailing = false;
  let unfinished: Unfinished | undefined;
  let lastRebuild: Rebuild | undefined;
  /** Txids that left and were not told of yet. */
  let evicted: ReadonlyArray<string> = [];
  let nextQuoteAtMs = world.nowMs() + QUOTE_EVERY_MS;
  let nextChartAtMs = world.nowMs() + CHART_EVERY_MS;

  const templates = (): Templates => world.projected().map(({ rows }) => rows);
  const rebuilt = <T>(change: () => T): T => {
    const before = templates();
    const changed = change();
    lastRebuild = { before, after: templates() };
    return changed;
  };
  const glued = (parts: ReadonlyArray<Part>) => send({ parts, printed: 'glued' });
  const whole = (only: Part) => send({ parts: [only], printed: 'whole' });
  /** The messages about projected blocks, under the next number; out of sync there are none, and no next number. */
  const numbered = (cause: 'block' | 'mempool'): ReadonlyArray<Part> => {
    if (!isInSync) return [];
    sequence += 1;
    return lastRebuild ? projectedParts(lastRebuild, sequence, cause) : [];
  };

  const begin = (seconds: number): Unfinished => {
    const mempoolBlocksBefore = now.mempoolBlocks();
    const isFailing = isRebuildFailing;
    isRebuildFailing = false;
    const change = isFailing
      ? world.exchange(seconds, 'kept')
      : rebuilt(() => world.exchange(seconds));
    return { change, mempoolBlocksBefore };
  };
  const update = (seconds: number) => {
    const { change } = unfinished ?? begin(seconds);
    unfinished = undefined;
    const removed = [...evicted, ...change.removed];
    evicted = [];
    const projected = numbered('mempool');
    glued(updateParts(now, { ...change, removed, projected, sequence }));
  };
  const mineBlock = (rest: 'waits' | 'is evicted' = 'waits') => {
    if (unfinished) update(0);
    const vbytesPerSecond = world.vbytesPerSecond();
    const mined = rebuilt(() => {
      const found = world.mine();
      if (rest === 'is evicted') evicted = [...evicted, ...world.evictAll()];
      return found;
    });
    tellMined(mined, vbytesPerSecond);
  };
  const tellMined = ({ block, txids }: Mined, vbytesPerSecond: number) => {
    const projected = numbered('block');
    glued(
      blockParts(now, {
        block: world.chain.extended(block),
        txids,
        vbytesPerSecond,
        projected,
        sequence,
      }),
    );
  };
  const mineBlocks = (count: number) => {
    if (unfinished) update(0);
    const found = rebuilt(() => Array.from({ length: count }, world.mineUnseen));
    const told = count > MOST_CAUGHT_UP ? found.slice(-FAST_FORWARDED_TO) : found;
    for (const mined of told) tellMined(mined, world.vbytesPerSecond());
  };
  const tellReorg = () =>
    glued([part('blocks', 'blocks', () => now.blocks(REORG_BLOCKS)), part('stats', 'da', now.da)]);
  const quote = () => {
    world.quote();
    whole(part('everyone', 'conversions', world.conversions));
  };
  const chart = () =>
    whole(
      part('live-2h-chart', 'live-2h-chart', () =>
        chartPoint(
          world.mempool.chunks(),
          Math.floor(world.nowMs() / 1000),
          world.vbytesPerSecond(),
        ),
      ),
    );
  const ready: Ready = {
    snapshot: (index) => {
      if (isSnapshotEarly && !unfinished) unfinished = begin(EARLY_SECONDS);
      isSnapshotEarly = false;
      return now.snapshot(index, sequence);
    },
    mempoolBlocks: () => unfinished?.mempoolBlocksBefore ?? now.mempoolBlocks(),
    loadingIndicators: () => (isInSync ? {} : { mempool: LOADING_PERCENT }),
  };
  const tellLoading = () => whole(part('everyone', 'loadingIndicators', ready.loadingIndicators));

  const faults: Readonly<Record<BackendFault, () => void>> = {
    restart: () => {
      sequence = 0;
      isInSync = true;
      isSnapshotEarly = false;
      isRebuildFailing = false;
      unfinished = undefined;
      lastRebuild = undefined;
      evicted = [];
    },
    drift: () => {
      const feesBefore = world.projected()[0]?.totals.totalFees;
      do world.exchange(DRIFT_SECONDS);
      while (world.projected()[0]?.totals.totalFees === feesBefore);
    },
    'drift-unstated': world.swapForTwins,
    'mid-tick-snapshot': () => {
      isSnapshotEarly = true;
    },
    'silent-block': () => mineBlock('is evicted'),
    loading: () => {
      isInSync = false;
      tellLoading();
    },
    loaded: () => {
      isInSync = true;
      tellLoading();
    },
    'repeat-delta': () => {
      isRebuildFailing = true;
    },
  };

  return {
    sequence: () => sequence,
    ready,
    mineBlock: () => mineBlock(),
    quote,
    tick: (ms) => {
      world.pass(ms);
      while (world.isBlockDue()) mineBlock();
      if (world.nowMs() >= nextQuoteAtMs) {
        nextQuoteAtMs = world.nowMs() + QUOTE_EVERY_MS;
        quote();
      }
      update(ms / 1000);
      if (world.nowMs() >= nextChartAtMs) {
        nextChartAtMs = world.nowMs() + CHART_EVERY_MS;
        chart();
      }
    },
    mineBlocks,
    reorg: (depth, onTop) => {
      world.reorganise(depth);
      tellReorg();
      for (let mined = 0; mined < onTop; mined += 1) mineBlock();
    },
    reorgBack: () => {
      const { height, id } = world.chain.tip();
      world.chain.restore();
      if (world.chain.tip().id === id) return;
      tellReorg();
      while (world.chain.tip().height <= height) mineBlock();
    },
    fault: (name) => faults[name](),
  };
};

const QUOTE_EVERY_MS = 300_000;
const CHART_EVERY_MS = 60_000;
/** How many blocks the frame of a reorganisation carries at most. */
const REORG_BLOCKS = 32;
/** A backend that finds itself further behind than this skips all but the newest. */
const MOST_CAUGHT_UP = 16;
const FAST_FORWARDED_TO = 8;
const DRIFT_SECONDS = 30;
/** Enough traffic to be seen. */
const EARLY_SECONDS = 30;
const LOADING_PERCENT = 42;
