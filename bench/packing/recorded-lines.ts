import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Line, Producer } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { Session } from '../../listener/session.ts';
import { readRecording, type RecordedSession } from '../../simulator/recording.ts';

const recorded = fileURLToPath(
  new URL('../../__tests__/fixtures/mempool/regtest-real-backend/', import.meta.url),
);

/** Sockets that were recorded with their times. */
export const recordings = ['session-a', 'session-b', 'session-d-large', 'session-e-index1'];

/** As long as those of a listener in use. */
const producer: Producer = {
  source: 'mempool.space',
  network: 'regtest',
  origin: 'recording',
  producerId: '01900000-0000-7000-8000-000000000000',
  producerVersion: '0.1.0',
};

const linesOf = ({ openedAtMs, frames, closedAtMs, closeCode }: RecordedSession) => {
  let ids = 0;
  const ports = {
    newId: () => `01900000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`,
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  };
  const session = new Session(producer, ports, 'ws://127.0.0.1:1');
  return [
    ...session.opened('ws://127.0.0.1:1/api/v1/ws', openedAtMs),
    ...frames.flatMap(({ raw, atMs }) => session.frame(Buffer.from(raw), atMs).lines),
    ...session.closed('recording-ended', closeCode, closedAtMs),
  ];
};

/** The lines that a listener makes of a recording. Throws where the recording can't be read. */
export const recordedLines = async (name: string): Promise<ReadonlyArray<Line>> => {
  const recording = await readRecording(`${recorded}${name}.ndjson`);
  if (E.isLeft(recording)) throw new Error(recording.left.message);
  return recording.right.sessions.flatMap(linesOf);
};
