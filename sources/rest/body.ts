import * as E from 'fp-ts/lib/Either.js';
import { restFault } from './fault.ts';
import type { RestFault } from './ports.ts';
import { notJsonWords, type Asked } from './words.ts';

/** How much of a refusal is read, and how long it is waited for: its text is a courtesy. */
const TEXT_BYTES = 4096;
const TEXT_WITHIN_MS = 1000;

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/**
 * The start of a body as text, whatever becomes of the rest. Lets go of the connection. Never rejects.
 */
export const startOf = async (response: Response): Promise<string> => {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const leave = (): Promise<void> => reader.cancel().catch(() => undefined);
  const late = setTimeout(() => void leave(), TEXT_WITHIN_MS);
  const chunks: Array<Uint8Array> = [];
  try {
    for (let bytes = 0; bytes < TEXT_BYTES;) {
      const { value } = await reader.read();
      if (value === undefined) break;
      bytes += value.length;
      chunks.push(value);
    }
  } catch {
    // what came before it broke is what there is
  }
  clearTimeout(late);
  await leave();
  return textOf(Buffer.concat(chunks).subarray(0, TEXT_BYTES));
};

const tooLarge = (asked: Asked, status: number, maxBytes: number): E.Either<RestFault, never> =>
  E.left(restFault('too-large', `${asked.url} answered more than ${maxBytes} bytes`, status));

/** Right: the body, unpacked. Rejects where it breaks off. */
export const wholeOf = async (
  asked: Asked,
  response: Response,
  maxBytes: number,
): Promise<E.Either<RestFault, Uint8Array>> => {
  const { status, headers } = response;
  if (Number(headers.get('content-length')) > maxBytes) {
    await response.body?.cancel(); // what is left unread holds its connection
    return tooLarge(asked, status, maxBytes);
  }
  const chunks: Array<Uint8Array> = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) return tooLarge(asked, status, maxBytes);
    chunks.push(chunk);
  }
  return E.right(Buffer.concat(chunks));
};

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/** What closes a value that begins with this byte; undefined: it is neither an array nor an object. */
const closing = new Map([
  [0x5b, 0x5d],
  [0x7b, 0x7d],
]);

/**
 * A body that looks like one array or object by its first and last byte. Content types are what proxies get wrong,
 * so they are told, not judged; to `fetch` a packed body that was cut off, or one without a length, is whole. What looks
 * whole and is not is the decoder's to find.
 */
export const jsonOf = (
  asked: Asked,
  response: Response,
  body: Uint8Array,
): E.Either<RestFault, Uint8Array> => {
  const { status } = response;
  const first = body.find((byte) => !isBlank(byte));
  if (first === undefined)
    return E.left(restFault('empty', `${asked.url} answered with an empty body`, status));
  const last = closing.get(first);
  if (last === undefined) {
    const text = textOf(body.subarray(0, TEXT_BYTES));
    return E.left(restFault('not-json', notJsonWords(asked, response, text), status));
  }
  return body.findLast((byte) => !isBlank(byte)) === last
    ? E.right(body)
    : E.left(
        restFault('truncated', `${asked.url} answered ${body.length} bytes without an end`, status),
      );
};
