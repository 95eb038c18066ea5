import type { StreamName } from '@bitcoin-pipeline/model';
import { streamNames } from '@bitcoin-pipeline/model';
import crc32 from 'crc-32';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** Bytes before the body: its length and its CRC-32, both big-endian. */
export const ENTRY_HEAD_BYTES = 8;
/** No entry of ours is longer, and so a length that says so is damage. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

const HEADER = 1;
const LINE = 2;
const POSITION_BYTES = 6;
/** Kind, position, and the lengths of stream and time. */
const LINE_HEAD_BYTES = 1 + POSITION_BYTES + 1 + 1;

/** Opens a segment. */
export interface SegmentHeader {
  readonly tag: 'header';
  /** Position of the first line that the segment was begun with. */
  readonly first: number;
  /** Only what waited was kept, so that positions leave some out. */
  readonly compacted: boolean;
  /** JSON of what was known before the first line. */
  readonly carried: unknown;
}

export interface LineEntry {
  readonly tag: 'line';
  readonly position: number;
  readonly stream: StreamName;
  readonly observedAt: string;
  readonly bytes: Uint8Array;
}

export type Entry = SegmentHeader | LineEntry;

const HeaderJson = t.type({ first: t.Integer, compacted: t.boolean, carried: t.unknown });

/** Length, checksum, body. */
const framed = (entry: Buffer): Buffer => {
  const body = entry.subarray(ENTRY_HEAD_BYTES);
  entry.writeUInt32BE(body.length, 0);
  entry.writeInt32BE(crc32.buf(body), 4);
  return entry;
};

export const encodeHeader = ({ first, compacted, carried }: SegmentHeader): Buffer => {
  const json = Buffer.from(JSON.stringify({ first, compacted, carried: carried ?? null }));
  const entry = Buffer.allocUnsafe(ENTRY_HEAD_BYTES + 1 + json.length);
  entry[ENTRY_HEAD_BYTES] = HEADER;
  json.copy(entry, ENTRY_HEAD_BYTES + 1);
  return framed(entry);
};

/** @param line stream and observedAt are ASCII, shorter than 256 */
export const encodeLine = (line: Omit<LineEntry, 'tag'>): Buffer => {
  const { position, stream, observedAt, bytes } = line;
  const size = LINE_HEAD_BYTES + stream.length + observedAt.length + bytes.length;
  const entry = Buffer.allocUnsafe(ENTRY_HEAD_BYTES + size);
  let at = entry.writeUInt8(LINE, ENTRY_HEAD_BYTES);
  at = entry.writeUIntBE(position, at, POSITION_BYTES);
  at = entry.writeUInt8(stream.length, at);
  at = entry.writeUInt8(observedAt.length, at);
  at += entry.write(stream, at, 'latin1');
  at += entry.write(observedAt, at, 'latin1');
  entry.set(bytes, at);
  return framed(entry);
};

const isStream = (name: string): name is StreamName => streamNames.some((each) => each === name);

const headerIn = (body: Buffer): Entry | null => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(body.toString('utf8', 1)),
    () => null,
  );
  if (E.isLeft(json) || !HeaderJson.is(json.right)) return null;
  const { first, compacted, carried } = json.right;
  return { tag: 'header', first, compacted, carried };
};

const lineIn = (body: Buffer): Entry | null => {
  if (body.length < LINE_HEAD_BYTES) return null;
  const position = body.readUIntBE(1, POSITION_BYTES);
  const streamEnd = LINE_HEAD_BYTES + body.readUInt8(LINE_HEAD_BYTES - 2);
  const timeEnd = streamEnd + body.readUInt8(LINE_HEAD_BYTES - 1);
  const stream = body.toString('latin1', LINE_HEAD_BYTES, streamEnd);
  if (timeEnd > body.length || !isStream(stream)) return null;
  const observedAt = body.toString('latin1', streamEnd, timeEnd);
  return { tag: 'line', position, stream, observedAt, bytes: body.subarray(timeEnd) };
};

/** The length of the body that begins behind a head of `ENTRY_HEAD_BYTES`; null where none of ours can be. */
export const bodyLength = (head: Buffer): number | null => {
  const length = head.readUInt32BE(0);
  return length > 0 && length <= MAX_BODY_BYTES ? length : null; // zeros are what a lost write leaves
};

/** An entry from all its bytes; null where it is not whole. The line's bytes are not copied. */
export const decodeEntry = (entry: Buffer): Entry | null => {
  const body = entry.subarray(ENTRY_HEAD_BYTES);
  if (crc32.buf(body) !== entry.readInt32BE(4)) return null;
  if (body[0] === HEADER) return headerIn(body);
  return body[0] === LINE ? lineIn(body) : null;
};
