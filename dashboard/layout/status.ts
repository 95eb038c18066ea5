import type { DeliveryState, OpenGap, SourceState } from '../server/ports.ts';
import { causeInWords, duration } from './words.ts';

type KnownSource = SourceState & { readonly openGap: OpenGap | null };

/** A feed that says something every second or two is called stale after this long. */
const STALE_AFTER_MS = 30_000;

/** The browser's own connection to the program that serves the page. `dropped`: it was given up as too slow. */
export type Stream = 'connecting' | 'open' | 'lost' | 'dropped';

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
  | 'replay'
  | 'empty'
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

/** What a status is made of. */
export interface Situation {
  readonly source: KnownSource | null;
  readonly delivery: DeliveryState | null;
  readonly stream: Stream;
  /** Transactions of the next block; null while it is not known. */
  readonly transactions: number | null;
  /** The past moment that the reader looks at, in words; null: now. */
  readonly replayed: string | null;
  readonly wallMs: number;
}

/**
 * The worst thing that is true. Trouble comes before origin: the notice below the header tells that all the time. A
 * reader who looks at the past is told that first, because no figure of now is then on the page.
 */
export const statusOf = (situation: Situation): Status => {
  const { source, stream, replayed } = situation;
  if (stream === 'lost') {
    return status('page-cut', 'Page cut off', 'The program behind this page does not answer.');
  }
  if (stream === 'dropped') {
    return status(
      'page-cut',
      'Page cut off',
      'This page was too slow and was dropped; it is back soon.',
    );
  }
  if (source === null || stream === 'connecting') {
    return status('connecting', 'Connecting', 'Waiting for the first data.');
  }
  if (replayed !== null) {
    return status('replay', 'Replay', `The next block as it was at ${replayed}.`);
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
      return whileOpen(source, situation);
  }
};

const whileOpen = (source: KnownSource, { delivery, transactions, wallMs }: Situation): Status => {
  const spool = delivery?.spool ?? 'open';
  if (spool === 'full') {
    return status(
      'spool-full',
      'Spool full',
      'What is read now is given up, and counted as a gap.',
    );
  }
  if (spool === 'blocked') {
    return status(
      'spool-blocked',
      'Disk blocked',
      'The disk takes nothing: what is read now is given up, and counted as a gap.',
    );
  }
  if (source.openGap !== null) {
    return status('gap', 'Gap', `Not known: ${causeInWords(source.openGap.cause)}.`);
  }
  if (source.lastFrameAt === null) {
    return status('connecting', 'Connecting', `Connected to ${source.name}, nothing received yet.`);
  }
  const silentMs = clockOf(source, wallMs) - Date.parse(source.lastFrameAt);
  if (silentMs > STALE_AFTER_MS) {
    return status('stale', 'Stale', `Nothing received for ${duration(silentMs)}.`);
  }
  if (transactions === 0) {
    return status('empty', 'Empty', 'No transaction waits to be mined.');
  }
  return byOrigin(source);
};

const byOrigin = ({ origin, name }: KnownSource): Status => {
  switch (origin) {
    case 'live':
      return status('live', 'Live', `Receiving from ${name}.`);
    case 'simulated':
      return status('simulated', 'Simulated data', 'Made up on this machine.');
    case 'recording':
      return status('recording', 'Recording', 'Played from a recorded session, in its own time.');
  }
};

const status = (name: StatusName, word: string, detail: string): Status => ({ name, word, detail });
