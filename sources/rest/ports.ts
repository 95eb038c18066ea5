import type * as E from 'fp-ts/lib/Either.js';

/** Why a request gave no body: a closed list. */
const restFaultCodes = [
  'unreachable', // refused, reset, no such host
  'timeout',
  'truncated', // fewer bytes than announced, or the connection broke in the body
  'throttled', // 429
  'syncing', // 503: the backend is not ready
  'server-error', // any other 5xx
  'not-found', // 404
  'refused', // any other 4xx
  'deprecated', // 203: the source no longer keeps this path up
  'unexpected-status', // any other, redirects among them
  'not-json', // HTML or text where JSON was asked for
  'empty', // 200 without a body
  'too-large',
  'stopped', // by us
] as const;
export type RestFaultCode = (typeof restFaultCodes)[number];

export interface RestFault {
  readonly code: RestFaultCode;
  /** What was asked, what came, and what was expected where that helps; the start of an error text, never a whole body. */
  readonly message: string;
  readonly status: number | null;
  /** The same request may well succeed later. */
  readonly isTransient: boolean;
  /** How long the source asks us to wait; 0 where it says nothing. */
  readonly retryAfterMs: number;
}

/** One GET below the backend's base; `path` begins with a slash. Right: a whole JSON body as received. Never rejects. */
export type RestGet = (
  path: string,
  signal?: AbortSignal,
) => Promise<E.Either<RestFault, Uint8Array>>;
