import * as E from 'fp-ts/lib/Either.js';
import { retryAfterMs } from '../retry.ts';
import { jsonOf, startOf, wholeOf } from './body.ts';
import { codeOfStatus, restFault } from './fault.ts';
import { limit, type Ending, type Limit } from './limit.ts';
import type { RestFault, RestGet } from './ports.ts';
import { reasonOf, refusalWords, type Asked } from './words.ts';

export interface RestOptions {
  /** Base of the backend, `https://mempool.space`, without credentials. */
  readonly url: string;
  readonly userAgent: string;
  /** For head and body together. @default 10 s */
  readonly timeoutMs?: number;
  /** Of a body, unpacked. @default 8 MiB; fifteen blocks have some 60 KB */
  readonly maxBodyBytes?: number;
}

interface Bounds {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

const refusal = async (asked: Asked, response: Response): Promise<RestFault> => {
  const { status, headers } = response;
  const patienceMs = retryAfterMs(headers.get('retry-after') ?? undefined, Date.now());
  const words = refusalWords(asked, response, await startOf(response));
  return restFault(codeOfStatus(status), words, status, patienceMs);
};

/** @param status null: the head did not come */
const brokenOff = (
  { url }: Asked,
  error: unknown,
  ended: Ending | null,
  timeoutMs: number,
  status: number | null,
): RestFault => {
  const within = `within ${timeoutMs / 1000} s`;
  switch (ended) {
    case 'stopped':
      return restFault('stopped', `${url} was not waited for, because we stop`, status);
    case 'timeout':
      return status === null
        ? restFault('timeout', `${url} did not answer ${within}`)
        : restFault('timeout', `${url} did not answer in full ${within}`, status);
    case null:
      return status === null
        ? restFault('unreachable', `${url} can't be reached: ${reasonOf(error)}`)
        : restFault('truncated', `${url} broke off its answer: ${reasonOf(error)}`, status);
  }
};

const ask = async (
  asked: Asked,
  userAgent: string,
  { timeoutMs, maxBodyBytes }: Bounds,
  { signal, ended }: Limit,
): Promise<E.Either<RestFault, Uint8Array>> => {
  let status: number | null = null;
  try {
    const response = await fetch(asked.url, {
      headers: { 'User-Agent': userAgent, Accept: 'application/json' },
      redirect: 'manual', // another host is another source
      signal,
    });
    status = response.status;
    if (status !== 200) return E.left(await refusal(asked, response));
    return E.chain((body: Uint8Array) => jsonOf(asked, response, body))(
      await wholeOf(asked, response, maxBodyBytes),
    );
  } catch (error) {
    return E.left(brokenOff(asked, error, ended(), timeoutMs, status));
  }
};

/** Asks one backend by Node's own `fetch`, once for each call. */
export const restGet = ({
  url,
  userAgent,
  timeoutMs = 10_000,
  maxBodyBytes = 8 * 1024 * 1024,
}: RestOptions): RestGet => {
  const base = url.replace(/\/+$/, '');
  return async (path, signal) => {
    const limited = limit(timeoutMs, signal);
    const asked = { base, path, url: `${base}${path}` };
    const answer = await ask(asked, userAgent, { timeoutMs, maxBodyBytes }, limited);
    limited.release();
    return answer;
  };
};
