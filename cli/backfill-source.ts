import * as E from 'fp-ts/lib/Either.js';
import { monotonicClock } from '../lake/delivery/clock.ts';
import { restGet } from '../sources/rest/get.ts';
import { politeGet, type RestRetry } from '../sources/rest/polite.ts';
import type { RestFault, RestGet } from '../sources/rest/ports.ts';

/** A source that asks for more patience is asked again then: none is heard that asks for more than an hour. */
const LONGEST_WAIT_MS = 3_600_000;
/** For the first words with a source, whose address may be wrong. */
const FIRST_TRIES = 3;
/** Half a minute at most between two, a quarter on average: an hour in all. */
const TRIES = 240;
/** A pause that is shorter is not worth a word. */
const TOLD_FROM_MS = 2000;

/** One source at one pace, whoever asks. */
export interface PoliteSource {
  /** To find out whether it is one. */
  readonly first: RestGet;
  /** Goes on asking for an hour. */
  readonly patient: RestGet;
  /** So many were made, those that failed among them. */
  readonly requests: () => number;
}

const waitingWords = ({ fault, retryAfterMs }: RestRetry): string =>
  `${fault.message}; asking again in ${Math.round(retryAfterMs / 1000)} s${
    fault.retryAfterMs > 0 ? ', as it wants' : ''
  }`;

/** A page of a web site, or nothing: of a source that gave blocks before, it passes. */
const passing = (fault: RestFault): RestFault =>
  fault.code === 'not-json' || fault.code === 'empty' ? { ...fault, isTransient: true } : fault;

/** @param say told why, whenever a pause is long */
export const politeSource = (
  url: string,
  userAgent: string,
  perSecond: number,
  say: (text: string) => void,
): PoliteSource => {
  const once = { perSecond, tries: 1, longestWaitMs: LONGEST_WAIT_MS };
  const backend = restGet({ url, userAgent });
  let requests = 0;
  const counting: RestGet = (path, signal) => {
    requests += 1;
    return backend(path, signal);
  };
  const paced = politeGet(counting, once, monotonicClock, Math.random, () => undefined);
  const asking = (get: RestGet, tries: number): RestGet =>
    politeGet(
      get,
      { perSecond: Infinity, tries, longestWaitMs: LONGEST_WAIT_MS }, // the pace is the one below
      monotonicClock,
      Math.random,
      (retry) => {
        if (retry.retryAfterMs >= TOLD_FROM_MS) say(waitingWords(retry));
      },
    );
  const known: RestGet = async (path, signal) => E.mapLeft(passing)(await paced(path, signal));
  return {
    first: asking(paced, FIRST_TRIES),
    patient: asking(known, TRIES),
    requests: () => requests,
  };
};
