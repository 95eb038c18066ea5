import * as E from 'fp-ts/lib/Either.js';

/** Why a request gave no body. */
export interface RestFault {
  readonly code: 'unreachable' | 'timeout' | 'status' | 'too-large' | 'empty';
  readonly message: string;
}

const TIMEOUT_MS = 10_000;
/** Fifteen blocks have some 60 KB. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

const isTimeout = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'TimeoutError';

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== ''
    ? error.cause.message
    : error.message;
};

const bodyOf = async (
  response: Response,
  url: string,
): Promise<E.Either<RestFault, Uint8Array>> => {
  const chunks: Array<Uint8Array> = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES)
      return E.left({
        code: 'too-large',
        message: `${url} answered more than ${MAX_BODY_BYTES} bytes`,
      });
    chunks.push(chunk);
  }
  return bytes === 0
    ? E.left({ code: 'empty', message: `${url} answered with an empty body` })
    : E.right(Buffer.concat(chunks));
};

/** One GET below the backend's base, as bytes. `path` begins with a slash. */
export const get = async (
  base: string,
  path: string,
  userAgent: string,
  timeoutMs = TIMEOUT_MS,
): Promise<E.Either<RestFault, Uint8Array>> => {
  const url = `${base.replace(/\/+$/, '')}${path}`;
  try {
    const response = await fetch(url, {
      headers: { 'User-Agent': userAgent, Accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 200) return await bodyOf(response, url);
    await response.body?.cancel(); // what is left unread holds its connection
    return E.left({ code: 'status', message: `${url} answered ${response.status}` });
  } catch (error) {
    return isTimeout(error)
      ? E.left({ code: 'timeout', message: `${url} did not answer within ${timeoutMs / 1000} s` })
      : E.left({ code: 'unreachable', message: `${url} can't be reached: ${reasonOf(error)}` });
  }
};
