import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** A frame that was sent to a listener, as the tap saw it. */
export const Seen = t.readonly(
  t.type({
    /** Among all of a lane, from 1. */
    socket: t.Integer,
    /** On this socket, from 1; 0: not a frame, the listener connected. */
    frame: t.Integer,
    /** Unix ms. */
    atMs: t.Integer,
    bytes: t.Integer,
    /** A digest of each fragment that is to make a line, in the order of the frame. */
    fragments: t.readonlyArray(t.string),
  }),
  'Seen',
);
export type Seen = t.TypeOf<typeof Seen>;

/** Keys of whose value a line is to be made. */
const kept: ReadonlySet<string> = new Set([
  'projected-block-transactions',
  'mempool-txids',
  'conversions',
  'block',
]);

export const digestOf = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('base64url');

/**
 * The digests of what of a frame is to be in the lake. The simulator prints with JSON.stringify, so that printing a
 * value again gives its bytes.
 */
export const fragmentsOf = (frame: Buffer): ReadonlyArray<string> =>
  Object.entries(JSON.parse(frame.toString('utf8')) as Readonly<Record<string, unknown>>).flatMap(
    ([key, value]) => {
      if (key === 'blocks' && Array.isArray(value))
        return value.map((each) => digestOf(JSON.stringify(each)));
      return kept.has(key) ? [digestOf(JSON.stringify(value))] : [];
    },
  );

/** A record of the tap read back. Throws where it is none. */
export const readSeen = (line: string): Seen => {
  const seen = Seen.decode(JSON.parse(line));
  if (E.isLeft(seen)) throw new Error(`no record of the tap: ${line}`);
  return seen.right;
};
