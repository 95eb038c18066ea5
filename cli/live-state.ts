import { EpochCounts, instantOf, total, type Accepted } from '@bitcoin-pipeline/model';
import type {
  DeliveryState,
  LivePort,
  LiveState,
  SourceState,
  WarehouseState,
} from '../dashboard/server/ports.ts';
import type { ListenerChange } from '../listener/index.ts';
import type { Session } from '../listener/session.ts';
import { withBlocks } from './live-state/mined-blocks.ts';
import { NextBlockEvents, standingOf } from './live-state/next-block-events.ts';
import { changeOf, nextBlockOf } from './live-state/next-block.ts';
import { quoteOf } from './live-state/quote.ts';

/** What the page shows of a running process, kept up to date by what listener, poller and warehouse tell. */
export interface LiveView extends LivePort {
  readonly listened: (change: ListenerChange, session: Session) => void;
  readonly blocksPolled: (blocks: ReadonlyArray<Accepted>) => void;
  readonly pollerRan: (counts: EpochCounts) => void;
  readonly delivery: (state: DeliveryState) => void;
  readonly warehouse: (state: Partial<WarehouseState>) => void;
}

export const liveView = (
  source: Omit<SourceState, 'connection' | 'lastFrameAt' | 'fault'>,
): LiveView => {
  const subscribers = new Set<(state: LiveState) => void>();
  const nextBlock = new NextBlockEvents();
  let state: LiveState = {
    source: { ...source, connection: 'connecting', lastFrameAt: null, fault: null },
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

  const update = (change: Partial<LiveState>): void => {
    state = { ...state, ...change };
    for (const tell of subscribers) tell(state);
  };

  const gapOf = (session: Session, at: string): LiveState['openGap'] => {
    const open = session.gaps.findLast((gap) => !gap.closed);
    if (open === undefined) return null;
    return state.openGap?.cause === open.cause ? state.openGap : { cause: open.cause, since: at };
  };

  const polledCounts = new EpochCounts();
  const countsOf = (session: Session): LiveState['counts'] => {
    const { counts } = session;
    counts.include(polledCounts);
    return {
      linesWritten: counts.linesOut,
      framesIn: counts.framesIn,
      accepted: counts.accepted,
      ignored: total(counts.ignored),
      quarantined: total(counts.quarantined),
      quarantinedBy: Object.fromEntries(counts.quarantined),
      gaps: session.gapsSeen,
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
    if (tracker !== null) nextBlock.frame(accepted, tracker, openGap?.cause ?? null, change.atMs);
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
      blocks: withBlocks(
        state.blocks,
        accepted.filter((each) => each.type === 'BlockObserved'),
      ),
      counts: countsOf(session),
    });
  };

  /** Something was missed, or is no longer, beside any frame. A recording has no time but that of its frames. */
  const missed = (session: Session): void => {
    const { origin, lastFrameAt } = state.source;
    const at = (origin === 'recording' ? lastFrameAt : null) ?? instantOf(Date.now());
    const openGap = gapOf(session, at);
    const { tracker } = session;
    const standing = tracker === null ? null : standingOf(tracker, openGap?.cause ?? null);
    if (standing !== null) nextBlock.stand(standing, at);
    update({
      openGap,
      nextBlock: state.nextBlock === null ? null : { ...state.nextBlock, ...standing },
      counts: countsOf(session),
    });
  };

  return {
    state: () => state,
    followNextBlock: (follower) => nextBlock.follow(follower),
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
          nextBlock.opened();
          update({
            source: { ...state.source, connection: 'open', fault: null },
            counts: countsOf(session),
          });
          return;
        case 'closed':
          update({ source: { ...state.source, connection: 'closed' } });
          missed(session);
          return;
        case 'spool-full':
        case 'spool-has-room':
          missed(session);
          return;
        case 'failed':
          update({ source: { ...state.source, connection: 'closed', fault: change.reason } });
      }
    },
    blocksPolled: (blocks) => update({ blocks: withBlocks(state.blocks, blocks) }),
    pollerRan: (counts) => polledCounts.include(counts),
    delivery: (delivery) => update({ delivery }),
    warehouse: (change) => update({ warehouse: { ...state.warehouse, ...change } }),
  };
};
