import type { Row } from './cluster.ts';
import { difference, rowTuple } from './rows.ts';
import { present } from './parts.ts';
import { chartPoint } from './statistics.ts';
import { part, type Broadcast, type Part } from './wire.ts';
import type { World } from './world.ts';

/** What a backend tells its clients as the world goes on, and the numbering of it. */
export interface Backend {
  /** 0 at first; one more with each mempool update and each new block. */
  readonly sequence: () => number;
  /** Lets `ms` pass: the blocks and quotes that are due, then one mempool update. */
  readonly tick: (ms: number) => void;
  readonly mineBlock: () => void;
  /** Replaces the newest `depth` blocks and mines one on top. */
  readonly reorg: (depth: number) => void;
  readonly quote: () => void;
  /** The next message about projected blocks is not sent, though it is counted. */
  readonly dropDelta: () => void;
  /** Projected blocks change, and nobody is told. */
  readonly drift: () => void;
}

/** @param send gets each broadcast when it happens; its texts are those of that moment, so they are to be read at once */
export const createBackend = (world: World, send: (broadcast: Broadcast) => void): Backend => {
  const now = present(world);
  let sequence = 0;
  let isDropping = false;
  let nextQuoteAtMs = world.nowMs() + QUOTE_EVERY_MS;
  let nextChartAtMs = world.nowMs() + CHART_EVERY_MS;

  const rowsByIndex = () => world.projected().map(({ rows }) => rows);
  /** Messages about each projected block that there is now; none about one that is gone. */
  const projectedParts = (
    before: ReadonlyArray<ReadonlyArray<Row>>,
    isBlock: boolean,
  ): ReadonlyArray<Part> => {
    const isDropped = isDropping;
    isDropping = false;
    if (isDropped) return [];
    const number = sequence;
    return rowsByIndex().map((rows, index) =>
      part(`block-${index}`, 'projected-block-transactions', () => {
        const delta = difference(before[index] ?? [], rows);
        const isSnapshot = isBlock && delta.added.length > rows.length / 2;
        return isSnapshot
          ? { index, sequence: number, blockTransactions: rows.map(rowTuple) }
          : { index, sequence: number, delta };
      }),
    );
  };
  const glued = (parts: ReadonlyArray<Part>) => send({ parts, printed: 'glued' });
  const whole = (only: Part) => send({ parts: [only], printed: 'whole' });

  const exchange = (seconds: number) => {
    const before = rowsByIndex();
    const change = world.exchange(seconds);
    sequence += 1;
    const number = sequence;
    glued([
      part('stats', 'mempoolInfo', now.mempoolInfo),
      part('stats', 'vBytesPerSecond', now.vBytesPerSecond),
      part('stats', 'transactions', now.transactions),
      part('stats', 'da', now.da),
      part('stats', 'fees', now.fees),
      part('mempool-blocks', 'mempool-blocks', now.mempoolBlocks),
      part('tomahawk', 'tomahawk', () => []),
      ...projectedParts(before, false),
      part('mempool-txids', 'mempool-txids', () => ({
        sequence: number,
        added: change.added.map(({ txid }) => txid),
        removed: change.removed,
        mined: [],
        replaced: change.replaced.map(({ old, by }) => ({ replaced: old.txid, by: by.txid })),
      })),
    ]);
  };
  const mineBlock = () => {
    const before = rowsByIndex();
    const vbytesPerSecond = world.vbytesPerSecond();
    const { block, txids } = world.mine();
    sequence += 1;
    const number = sequence;
    glued([
      part('blocks', 'block', () => world.chain.extended(block)),
      part('stats', 'mempoolInfo', now.mempoolInfo),
      part('stats', 'vBytesPerSecond', () => vbytesPerSecond),
      part('stats', 'fees', now.fees),
      part('stats', 'da', now.da),
      part('mempool-blocks', 'mempool-blocks', now.mempoolBlocks),
      part('tomahawk', 'tomahawk', () => []),
      ...projectedParts(before, true),
      part('mempool-txids', 'mempool-txids', () => ({
        sequence: number,
        added: [],
        removed: [],
        mined: txids,
        replaced: [],
      })),
    ]);
  };
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

  return {
    sequence: () => sequence,
    mineBlock,
    quote,
    tick: (ms) => {
      world.pass(ms);
      while (world.isBlockDue()) mineBlock();
      if (world.nowMs() >= nextQuoteAtMs) {
        nextQuoteAtMs = world.nowMs() + QUOTE_EVERY_MS;
        quote();
      }
      exchange(ms / 1000);
      if (world.nowMs() >= nextChartAtMs) {
        nextChartAtMs = world.nowMs() + CHART_EVERY_MS;
        chart();
      }
    },
    reorg: (depth) => {
      world.reorganise(depth);
      glued([
        part('blocks', 'blocks', () => now.blocks(REORG_BLOCKS)),
        part('stats', 'da', now.da),
      ]);
      mineBlock();
    },
    dropDelta: () => {
      isDropping = true;
    },
    drift: () => {
      world.exchange(DRIFT_SECONDS);
    },
  };
};

const QUOTE_EVERY_MS = 300_000;
const CHART_EVERY_MS = 60_000;
/** How many blocks the frame of a reorganisation carries at most. */
const REORG_BLOCKS = 32;
const DRIFT_SECONDS = 30;
