import * as E from 'fp-ts/lib/Either.js';
import type { ListenerWord } from '../outside/listener-log.ts';
import type { ListenerRecord } from '../records.ts';

/** How a listener ended. */
export interface Drained {
  /** Whether one ran, now or until the act before. */
  readonly ran: boolean;
  /** ISO 8601, by its last word; null: it said none. */
  readonly endedAt: string | null;
  /** Durable, and not sent; null: nobody knows. */
  readonly linesLeft: number | null;
}

/** Whether the act before is why the group has none. */
const isEnded = (desired: number, last: ListenerRecord | null): last is ListenerRecord =>
  desired === 0 && (last?.act === 'stop' || last?.act === 'destroy');

/** When an end was recorded that nobody has seen; null: none was. */
export const unseenEndMs = (desired: number, last: ListenerRecord | null): number | null =>
  isEnded(desired, last) && last.endedAt === null ? Date.parse(last.at) : null;

const UNKNOWN: Drained = { ran: true, endedAt: null, linesLeft: null };

/**
 * Of a group without an instance: where the act before had ended one, its spool holds what was left then, so that what
 * was refused because of that is refused again. Where one was wanted, or somebody else set the group to 0, nobody knows.
 * @param desired of the group, before it is set to 0
 */
export const stoodStill = (desired: number, last: ListenerRecord | null): Drained =>
  isEnded(desired, last)
    ? { ran: true, endedAt: last.endedAt, linesLeft: last.linesLeft }
    : UNKNOWN;

/** Its last word, if it has been said, and not by one before it. */
export const lastWord = (words: ReadonlyArray<ListenerWord>): Drained | null => {
  const word = words.findLast(({ code }) => code !== 'stopping');
  return word?.code === 'stopped'
    ? { ran: true, endedAt: word.time, linesLeft: word.linesLeft ?? null }
    : null;
};

/** Right: nothing waits for the lake any more. Left: something does, or may. */
export const isDrained = ({ ran, linesLeft }: Drained): E.Either<string, string> => {
  if (!ran) return E.right('no listener ran');
  if (linesLeft === 0) return E.right('the listener ended and its spool is empty');
  return E.left(
    linesLeft === null
      ? 'the listener ended without a last word in its log: whether its spool is empty is not known; the volume keeps what is in it, and the next start sends that'
      : `the listener ended with ${linesLeft} lines in its spool: the volume keeps them, and the next start sends them`,
  );
};

/** A stretch of time in which nobody listened. ISO 8601. */
export interface Silence {
  readonly from: string;
  readonly to: string;
}

/**
 * What a stop leaves behind once a listener listens again; null: it does not yet, or nobody knows since when.
 * @param endedAt of the listener before, where its log says nothing
 */
export const silenceIn = (
  words: ReadonlyArray<ListenerWord>,
  begunMs: number,
  endedAt: string | null,
): Silence | null => {
  const listening = words.find(
    ({ code, time }) => code === 'listening' && Date.parse(time) >= begunMs,
  );
  if (listening === undefined) return null;
  const ended = words.findLast(({ code, time }) => code === 'stopping' && time < listening.time);
  const from = ended?.time ?? endedAt;
  return from === null ? null : { from, to: listening.time };
};

export const silenceText = ({ from, to }: Silence): string => {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  const minutes = Math.floor(seconds / 60);
  const long = minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
  return `nobody listened for ${long}, from ${from} to ${to}; the tables have it as a gap`;
};
