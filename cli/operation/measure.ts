import type { ListenerChange } from '../../listener/index.ts';
import type { Ingest } from '../ingest.ts';
import { eventLoopDelay } from './event-loop.ts';
import { DeliveryStats } from './stats.ts';

/** Figures of an ingest that is about to start; they may be asked for once it has. */
export const measure = (
  ingest: () => Ingest,
): { readonly stats: DeliveryStats; readonly listened: (change: ListenerChange) => void } => {
  /** A recording lives in its own time. */
  let newestMs: number | null = null;
  const outbox = (): Ingest['outbox'] => ingest().outbox;
  return {
    stats: new DeliveryStats({
      framesIn: () => ingest().session?.framesRead ?? 0,
      linesIn: () => outbox().linesStored(),
      isFull: () => !outbox().spool.hasRoom(0),
      spool: () => outbox().spool.state(),
      streams: () => outbox().delivery.streams(),
      nowMs: () => (ingest().isRecording ? (newestMs ?? 0) : Date.now()),
      eventLoopDelayP99Ms: eventLoopDelay(),
    }),
    listened: (change) => {
      if (change.tag === 'frame') newestMs = change.atMs;
    },
  };
};
