import { total } from '@bitcoin-pipeline/model';
import type { ListenerChange } from '../../listener/index.ts';
import type { Ingest } from '../ingest.ts';
import { eventLoopDelay } from './event-loop.ts';
import { DeliveryStats } from './stats.ts';

export interface Measuring {
  readonly stats: DeliveryStats;
  readonly listened: (change: ListenerChange) => void;
  /** From here on figures may be asked for. */
  readonly started: (ingest: Ingest) => void;
}

/** Figures of an ingest that is about to start; events may come before it has. */
export const measure = (): Measuring => {
  let running: Ingest | null = null;
  const ingest = (): Ingest => {
    if (running === null) throw new Error('figures before the start');
    return running;
  };
  /** A recording lives in its own time. */
  let newestMs: number | null = null;
  /** Before the first snapshot there is no gap, and nothing to rely on. */
  const isCovered = (): boolean => {
    const session = running?.session;
    if (session === undefined || session.tracker === null) return false;
    const hasBase = session.tracker.baseOrdinal !== null;
    return session.isOpen && hasBase && session.gaps.every(({ closed }) => closed);
  };
  const stats = new DeliveryStats({
    framesIn: () => ingest().session.framesRead,
    quarantined: () => total(ingest().session.counts.quarantined),
    isCovered,
    steadyMs: () => performance.now(),
    linesIn: () => ingest().outbox.linesStored(),
    isFull: () => !ingest().outbox.spool.hasRoom(0),
    spool: () => ingest().outbox.spool.state(),
    streams: () => ingest().outbox.streams(),
    nowMs: () => (ingest().isRecording ? (newestMs ?? 0) : Date.now()),
    eventLoopDelayP99Ms: eventLoopDelay(),
  });
  return {
    stats,
    listened: (change) => {
      if (change.tag === 'frame') newestMs = change.atMs;
      stats.looked();
    },
    started: (begun) => {
      running = begun;
    },
  };
};
