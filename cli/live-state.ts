import {
  Block,
  Conversions,
  currenciesOf,
  instantOf,
  ratesOf,
  total,
  vsizeByRate,
  type Accepted,
  EpochCounts,
  type Tracker,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { rateBuckets } from '../dashboard/layout/rate-buckets.ts';
import type {
  ConversionsState,
  DeliveryState,
  LivePort,
  LiveState,
  MinedBlock,
  NextBlockState,
  SourceState,
  WarehouseState,
} from '../dashboard/server/ports.ts';
import type { ListenerChange } from '../listener/index.ts';
import type { Session } from '../listener/session.ts';
import { summed } from './totals.ts';

/** Blocks of the socket and the poller kept for the page. */
const BLOCKS_KEPT = 64;

const minedBlock = (value: unknown): MinedBlock | null => {
  const block = Block.decode(value);
  if (E.isLeft(block)) return null;
  const { height, id, timestamp, tx_count: transactions, size, weight, extras } = block.right;
  return {
    height,
    hash: id,
    minedAt: instantOf(timestamp * 1000),
    transactions,
    sizeBytes: size,
    weight,
    feeSats: extras?.totalFees ?? null,
    medianRate: extras?.medianFee ?? null,
    pool: extras?.pool?.name ?? null,
  };
};

/** -1 and 0 stand for no price. */
const priceOf = (value: unknown): number | null =>
  typeof value === 'number' && value > 0 ? value : null;

const quoteOf = (value: unknown, observedAtMs: number): ConversionsState | null => {
  const quote = Conversions.decode(value);
  if (E.isLeft(quote)) return null;
  const { time } = quote.right;
  return {
    quotedAt: time === 0 ? null : instantOf(time * 1000),
    observedAt: instantOf(observedAtMs),
    prices: Object.fromEntries(
      currenciesOf(quote.right).map((key) => [key, priceOf(quote.right[key])]),
    ),
  };
};

const changeOf = (accepted: Accepted, feeSatsDelta: number): NextBlockState['lastChange'] => {
  const value = accepted.value as {
    delta?: Record<'added' | 'removed' | 'changed', ReadonlyArray<unknown>>;
  };
  return value.delta === undefined
    ? null
    : {
        added: value.delta.added.length,
        removed: value.delta.removed.length,
        changed: value.delta.changed.length,
        feeSatsDelta,
      };
};

const nextBlockOf = (
  tracker: Tracker,
  cause: string | null,
  observedAt: string,
  lastChange: NextBlockState['lastChange'],
): NextBlockState | null => {
  if (tracker.baseOrdinal === null || tracker.sequence === null || tracker.blockIndex !== 0)
    return null;
  const rows = [...tracker.block.rows.values()];
  return {
    level: tracker.level,
    cause: tracker.level === 'unknown' ? cause : null,
    sequence: tracker.sequence,
    observedAt,
    ...tracker.block.totals,
    ...ratesOf(rows),
    histogram: vsizeByRate(rows, rateBuckets),
    lastChange,
  };
};

/** What the page shows of a running process, kept up to date by what listener, poller and warehouse tell. */
export interface LiveView extends LivePort {
  readonly listened: (change: ListenerChange, session: Session) => void;
  readonly blocksPolled: (blocks: ReadonlyArray<Accepted>) => void;
  readonly pollerRan: (counts: EpochCounts) => void;
  readonly delivery: (state: DeliveryState) => void;
  readonly warehouse: (state: Partial<WarehouseState>) => void;
}

export const liveView = (source: Omit<SourceState, 'connection' | 'lastFrameAt'>): LiveView => {
  const subscribers = new Set<(state: LiveState) => void>();
  let state: LiveState = {
    source: { ...source, connection: 'connecting', lastFrameAt: null },
    openGap: null,
    nextBlock: null,
    conversions: null,
    blocks: [],
    counts: { linesWritten: 0, framesIn: 0, accepted: 0, ignored: 0, quarantined: 0, gaps: 0 },
    delivery: null,
    warehouse: { status: 'starting', builtAt: null, message: null, tables: {} },
  };

  const update = (change: Partial<LiveState>): void => {
    state = { ...state, ...change };
    for (const tell of subscribers) tell(state);
  };

  const withBlocks = (accepted: ReadonlyArray<Accepted>): ReadonlyArray<MinedBlock> => {
    const blocks = accepted.flatMap((each) => minedBlock(each.value) ?? []);
    return blocks.length === 0 ? state.blocks : [...state.blocks, ...blocks].slice(-BLOCKS_KEPT);
  };

  const gapOf = (session: Session, at: string): LiveState['openGap'] => {
    const open = session.gaps.findLast((gap) => !gap.closed);
    if (open === undefined) return null;
    return state.openGap?.cause === open.cause ? state.openGap : { cause: open.cause, since: at };
  };

  const polledCounts = new EpochCounts();
  const countsOf = (session: Session): LiveState['counts'] => {
    const epochs = session.epochs.map((epoch) => epoch.counts);
    const all = [...epochs, polledCounts];
    return {
      linesWritten: summed(all, (counts) => counts.linesOut),
      framesIn: summed(all, (counts) => counts.framesIn),
      accepted: summed(all, (counts) => counts.accepted),
      ignored: summed(all, (counts) => total(counts.ignored)),
      quarantined: summed(all, (counts) => total(counts.quarantined)),
      gaps: session.gaps.length,
    };
  };

  const framed = (change: Extract<ListenerChange, { tag: 'frame' }>, session: Session): void => {
    const at = instantOf(change.atMs);
    const accepted = change.step.outcomes.flatMap((each) =>
      each.tag === 'accepted' ? [each] : [],
    );
    const projected = accepted.find((each) => each.key === 'projected-block-transactions');
    const quote = accepted.findLast((each) => each.type === 'ConversionsQuoted');
    const openGap = gapOf(session, at);
    const { tracker } = session;
    const feeSats = tracker?.block.totals.feeSats ?? 0;
    const lastChange =
      projected === undefined
        ? (state.nextBlock?.lastChange ?? null)
        : changeOf(projected, feeSats - (state.nextBlock?.feeSats ?? feeSats));
    update({
      source: { ...state.source, connection: 'open', lastFrameAt: at },
      openGap,
      nextBlock:
        tracker === null
          ? null
          : nextBlockOf(
              tracker,
              openGap?.cause ?? null,
              projected === undefined ? (state.nextBlock?.observedAt ?? at) : at,
              lastChange,
            ),
      conversions: quote === undefined ? state.conversions : quoteOf(quote.value, change.atMs),
      blocks: withBlocks(accepted.filter((each) => each.type === 'BlockObserved')),
      counts: countsOf(session),
    });
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      subscribers.add(listener);
      return () => subscribers.delete(listener);
    },
    listened: (change, session) => {
      switch (change.tag) {
        case 'frame':
          framed(change, session);
          return;
        case 'opened':
          update({ source: { ...state.source, connection: 'open' }, counts: countsOf(session) });
          return;
        case 'closed':
          update({
            source: { ...state.source, connection: 'closed' },
            openGap: gapOf(session, instantOf(Date.now())),
            counts: countsOf(session),
          });
          return;
        case 'spool-full':
        case 'spool-has-room':
          update({ openGap: gapOf(session, instantOf(Date.now())), counts: countsOf(session) });
          return;
        case 'failed':
          update({ source: { ...state.source, connection: 'closed' } });
      }
    },
    blocksPolled: (blocks) => update({ blocks: withBlocks(blocks) }),
    pollerRan: (counts) => polledCounts.include(counts),
    delivery: (delivery) => update({ delivery }),
    warehouse: (change) => update({ warehouse: { ...state.warehouse, ...change } }),
  };
};
