import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import type { Document } from '../../lake/documents/port.ts';
import { LEASE_MS, mayTake, readHold, renewed, writtenHold, type Hold } from './held.ts';

/** While it is ours. */
export interface Taken {
  /** Aborts when somebody ended it, or it could not be renewed in time. */
  readonly lost: AbortSignal;
  /** Renews it now, and tells whether it is ours yet. */
  readonly isOurs: () => Promise<boolean>;
  readonly release: () => Promise<void>;
}

export interface Taking {
  readonly environment: string;
  readonly operation: string;
  readonly who: string;
  /** An operation whose hold is ended rather than heeded; null: none. */
  readonly endsOther: string | null;
  readonly nowMs: () => number;
  /** Between two renewals. @default a fifth of what a hold lasts */
  readonly renewEveryMs?: number;
}

/** Keeps it, until it is lost or let go. */
const keep = (
  document: Document,
  first: { readonly hold: Hold; readonly version: string },
  { nowMs, renewEveryMs = LEASE_MS / 5 }: Taking,
): Taken => {
  const losing = new AbortController();
  let { hold, version } = first;
  let turn: Promise<void> = Promise.resolve();
  const renew = async (): Promise<void> => {
    if (losing.signal.aborted) return;
    const longer = renewed(hold, nowMs());
    const written = await document.write(writtenHold(longer), version);
    if (E.isRight(written) && written.right.tag === 'written') {
      hold = longer;
      ({ version } = written.right);
    } else if (E.isRight(written) || nowMs() >= Date.parse(hold.until)) losing.abort();
  };
  const inTurn = (): Promise<void> => {
    turn = turn.then(renew);
    return turn;
  };
  const timer = setInterval(() => void inTurn(), renewEveryMs);
  timer.unref();
  return {
    lost: losing.signal,
    isOurs: async () => {
      await inTurn();
      return !losing.signal.aborted;
    },
    release: async () => {
      clearInterval(timer);
      await turn;
      if (!losing.signal.aborted) await document.write(writtenHold(null), version);
    },
  };
};

/**
 * Takes the hold of an environment: one operation at a time, beside the engine's own lock of each state. Written by
 * condition, so that of two who try at once one gets it. Left: a line.
 */
export const takeHold = async (
  document: Document,
  taking: Taking,
): Promise<E.Either<string, Taken>> => {
  const { environment, operation, who, endsOther, nowMs } = taking;
  const read = await document.read();
  if (E.isLeft(read)) return E.left(`who is at work is not known: ${read.left.message}`);
  const held = readHold(read.right?.text ?? null);
  if (E.isLeft(held)) return E.left(`${document.name}: ${held.left}; look at it, and remove it`);
  const may = mayTake(held.right, environment, endsOther, nowMs());
  if (E.isLeft(may)) return may;
  const since = new Date(nowMs()).toISOString();
  const hold = renewed({ id: randomUUID(), operation, who, since }, nowMs());
  const written = await document.write(writtenHold(hold), read.right?.version ?? null);
  if (E.isLeft(written)) return E.left(`the hold was not taken: ${written.left.message}`);
  return written.right.tag === 'lost'
    ? E.left(`somebody else began at the same moment to work on ${environment}: try again`)
    : E.right(keep(document, { hold, version: written.right.version }, taking));
};
