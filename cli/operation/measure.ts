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
  return {
    stats: new DeliveryStats({
      framesIn: () => ingest().session.framesRead,
      linesIn: () => ingest().outbox.linesStored(),
      isFull: () => !ingest().outbox.spool.hasRoom(0),
      spool: () => ingest().outbox.spool.state(),
      streams: () => ingest().outbox.delivery.streams(),
      nowMs: () => (ingest().isRecording ? (newestMs ?? 0) : Date.now()),
      eventLoopDelayP99Ms: eventLoopDelay(),
    }),
    listened: (change) => {
      if (change.tag === 'frame') newestMs = change.atMs;
    },
    started: (begun) => {
      running = begun;
    },
  };
};
