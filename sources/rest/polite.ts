import * as E from 'fp-ts/lib/Either.js';
import { waitMs } from '../retry.ts';
import { Pace, type Clock } from './pace.ts';
import type { RestFault, RestGet } from './ports.ts';

export interface Manners {
  /** Requests begin at least so far apart that a second has no more of them, whoever asks. */
  readonly perSecond: number;
  /** Requests for one answer, the first among them. */
  readonly tries: number;
  /** A source that asks for more patience than this is left alone for as long, and the caller has its fault at once. */
  readonly longestWaitMs: number;
}

/** A request that failed and is made again. */
export interface RestRetry {
  readonly path: string;
  readonly fault: RestFault;
  /** That failed, from 1. */
  readonly attempt: number;
  readonly retryAfterMs: number;
}

/**
 * Asks no faster than agreed, again where that may help, and never before the source wants to be asked. All who ask
 * by the same one share its pace.
 * @param random a number in [0, 1)
 * @param told called before each wait for another try
 */
export const politeGet = (
  get: RestGet,
  { perSecond, tries, longestWaitMs }: Manners,
  clock: Clock,
  random: () => number,
  told: (retry: RestRetry) => void,
): RestGet => {
  const pace = new Pace(1000 / perSecond, clock);
  const isHopeless = ({ isTransient, retryAfterMs }: RestFault): boolean =>
    !isTransient || retryAfterMs > longestWaitMs;

  return async (path, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      const fault = await pace.turn(path, longestWaitMs, signal);
      if (fault !== null) return E.left(fault);
      const answer = await get(path, signal);
      if (E.isRight(answer)) return answer;
      pace.heed(answer.left);
      if (isHopeless(answer.left) || attempt >= tries) return answer;
      if (signal?.aborted !== true) {
        const jitterMs = Math.min(waitMs(attempt, random), longestWaitMs);
        const retryAfterMs = Math.max(jitterMs, answer.left.retryAfterMs);
        told({ path, fault: answer.left, attempt, retryAfterMs });
        await clock.wait(retryAfterMs, signal);
      }
    }
  };
};
