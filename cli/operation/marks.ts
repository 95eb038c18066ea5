import { createWriteStream } from 'node:fs';
import type { OutboxEvent } from '../../listener/outbox/ports.ts';

/** Tells what is durable to whoever reads along: after each sync a line `{"epoch_id":…,"ordinal":…}` of the newest line. */
export const openMarks = (
  path: string,
  failed: (reason: string) => void,
): ((event: OutboxEvent) => void) => {
  const stream = createWriteStream(path, { flags: 'a' });
  stream.on('error', (error) => failed(`can't write marks to ${path}: ${error.message}`));
  return (event) => {
    if (event.event !== 'spool-synced' || stream.destroyed) return;
    const { epochId, ordinal } = event.newest;
    stream.write(`${JSON.stringify({ epoch_id: epochId, ordinal })}\n`);
  };
};
