import type { DeliveryState, OpenGap, SourceState } from '../server/ports.ts';
import { causeInWords, duration } from './words.ts';

/** A feed that says something every second or two is called stale after this long. */
const STALE_AFTER_MS = 30_000;

/** The browser's own connection to the program that serves the page. */
export type Stream = 'connecting' | 'open' | 'lost';

/** What can be said of the data at one moment. */
export type StatusName =
  | 'connecting'
  | 'live'
  | 'spool-full'
  | 'gap'
  | 'spool-blocked'
  | 'stale'
  | 'source-down'
  | 'page-cut'
  | 'simulated'
  | 'recording';

/** A state, its word for the pill, and a sentence that says what it means. */
export interface Status {
  readonly name: StatusName;
  readonly word: string;
  readonly detail: string;
}

/** The moment that ages are counted from: a recording lives in its own time. */
export const clockOf = (source: SourceState | null, wallMs: number): number =>
  source?.origin === 'recording' && source.lastFrameAt !== null
    ? Date.parse(source.lastFrameAt)
    : wallMs;

/** The worst thing that is true. Trouble comes before origin: the notice below the header tells that all the time. */
export const statusOf = (
  source: (SourceState & { readonly openGap: OpenGap | null }) | null,
  delivery: DeliveryState | null,
  stream: Stream,
  wallMs: number,
): Status => {
  if (stream === 'lost') {
    return status('page-cut', 'Page cut off', 'The program behind this page does not answer.');
  }
  if (source === null || stream === 'connecting') {
    return status('connecting', 'Connecting', 'Waiting for the first data.');
  }
  if (source.origin === 'recording' && source.connection === 'closed') {
    return status('recording', 'Recording ended', 'Everything in the recording has been read.');
  }
  switch (source.connection) {
    case 'closed':
      return status('source-down', 'Source down', `No connection to ${source.name}.`);
    case 'connecting':
      return status('connecting', 'Connecting', `Opening a connection to ${source.name}.`);
    case 'open':
      return whileOpen(source, delivery?.spool ?? 'open', wallMs);
  }
};

const whileOpen = (
  source: SourceState & { readonly openGap: OpenGap | null },
  spool: DeliveryState['spool'],
  wallMs: number,
): Status => {
  if (spool === 'full') {
    return status(
      'spool-full',
      'Spool full',
      'What is read now is given up, and counted as a gap.',
    );
  }
  if (source.openGap !== null) {
    return status('gap', 'Gap', `Not known: ${causeInWords(source.openGap.cause)}.`);
  }
  if (spool === 'blocked') {
    return status('spool-blocked', 'Disk blocked', 'What is read now is not safe on disk yet.');
  }
  if (source.lastFrameAt === null) {
    return status('connecting', 'Connecting', `Connected to ${source.name}, nothing received yet.`);
  }
  const silentMs = clockOf(source, wallMs) - Date.parse(source.lastFrameAt);
  if (silentMs > STALE_AFTER_MS) {
    return status('stale', 'Stale', `Nothing received for ${duration(silentMs)}.`);
  }
  switch (source.origin) {
    case 'live':
      return status('live', 'Live', `Receiving from ${source.name}.`);
    case 'simulated':
      return status('simulated', 'Simulated data', 'Made up on this machine.');
    case 'recording':
      return status('recording', 'Recording', 'Played from a recorded session, in its own time.');
  }
};

const status = (name: StatusName, word: string, detail: string): Status => ({ name, word, detail });
