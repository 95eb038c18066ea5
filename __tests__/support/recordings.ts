import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of recorded messages. */
export const fixtures = fileURLToPath(new URL('../fixtures/mempool/', import.meta.url));

export interface RecordedEvent {
  readonly t: number;
  readonly ev: string;
  readonly raw?: string;
  readonly code?: number;
}

/** The events of a recorded session, read with nothing of ours. */
export const recordedEvents = (name: string): ReadonlyArray<RecordedEvent> =>
  readFileSync(`${fixtures}regtest-real-backend/${name}.ndjson`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordedEvent);

export const fixture = (path: string): Buffer => readFileSync(`${fixtures}${path}`);

export const sessionNames = [
  'session-a',
  'session-b',
  'session-d-large',
  'session-e-index1',
] as const;
