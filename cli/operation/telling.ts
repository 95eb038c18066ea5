import type { ListenerChange } from '../../listener/index.ts';
import type { Outbox, OutboxEvent } from '../../listener/outbox/ports.ts';
import type { Log } from './log.ts';

/** What happens on the way to the lake, but for what happens many times in a second. */
export const tellOutbox =
  (log: Log) =>
  (event: OutboxEvent): void => {
    if (event.event !== 'delivered' && event.event !== 'spool-synced') log.tell(event);
  };

/** What happens to the socket, and whether what it brings can be kept. */
export const tellListener =
  (log: Log, url: string, spool: () => Outbox['spool'] | null) =>
  (change: ListenerChange): void => {
    switch (change.tag) {
      case 'opened':
        return log.tell({ event: 'listening', url });
      case 'closed':
        return log.tell({ event: 'socket-closed', url });
      case 'failed':
        return log.tell({ event: 'source-unreachable', url, reason: change.reason });
      case 'spool-full':
      case 'spool-has-room': {
        const { usedBytes = 0, limitBytes = 0 } = spool()?.state() ?? {};
        return log.tell({ event: change.tag, usedBytes, limitBytes });
      }
      case 'frame':
    }
  };
