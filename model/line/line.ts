import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { definitionOf, eventTypes, type EventOf, type EventType } from '../catalogue.ts';
import type { StreamName } from '../streams.ts';
import { Envelope, type Part } from './envelope.ts';

/**
 * The longest line in bytes, its line feed included; whatever the end. A Firehose record takes 1,000 KiB.
 */
export const MAX_LINE_BYTES = 900 * 1024;

/** One event as one NDJSON line. */
export interface Line {
  readonly stream: StreamName;
  readonly epochId: string;
  readonly ordinal: number;
  readonly observedAt: string;
  /** UTF-8, line feed included. */
  readonly bytes: Uint8Array;
}

const utf8 = new TextEncoder();
export const utf8Of = (text: string): Uint8Array => utf8.encode(text);

/** Between the flat keys of a line and its payload. */
export const PAYLOAD_KEY = ',"payload":';
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const CLOSE_OBJECT = 0x7d;

/** Everything before the payload. `fields` in camelCase. */
export const headOf = <K extends EventType>(
  envelope: Envelope,
  part: Part | null,
  type: K,
  fields: EventOf<K>,
): Uint8Array => {
  const flat = {
    ...Envelope.encode(envelope),
    ...part,
    ...definitionOf(type).flat.encode(fields),
  };
  return utf8Of(JSON.stringify(flat).slice(0, -1) + PAYLOAD_KEY);
};

/** Bytes of a line beyond head and payload: `}` and the line feed. */
export const TAIL_BYTES = 2;

/**
 * Head, payload, end.
 * @param line as long as the three together
 * @param payload without raw line feeds
 */
export const fillLine = (line: Uint8Array, head: Uint8Array, payload: Uint8Array): void => {
  const end = line.length - TAIL_BYTES;
  line.set(head);
  line.set(payload, head.length);
  line[end] = CLOSE_OBJECT;
  line[end + 1] = LINE_FEED;
};

/** The payload of a line: raw line feeds, which valid JSON holds only outside strings, become spaces. */
export const onOneLine = (payload: Uint8Array): Uint8Array =>
  payload.map((byte) => (byte === LINE_FEED ? SPACE : byte));

/** A line of whatever payload. */
export const lineBytes = (head: Uint8Array, payload: Uint8Array): Uint8Array => {
  const line = new Uint8Array(head.length + payload.length + TAIL_BYTES);
  fillLine(line, head, onOneLine(payload));
  return line;
};

/** A line read back: envelope, event, and its payload as text and as value. */
export type ReadLine = {
  readonly [K in EventType]: {
    readonly type: K;
    readonly envelope: Envelope;
    readonly part: Part | null;
    readonly fields: EventOf<K>;
    readonly payloadText: string;
  };
}[EventType];

/** The decoder version behind the dot of a replayed line's id; 0 for the line as first written. */
export const decoderVersionOf = ({ envelope: { eventId, epochId, ordinal } }: ReadLine): number =>
  Number(eventId.slice(`${epochId}-${ordinal}.`.length) || 0);

const PartKeys = t.partial({ part: t.Integer, parts: t.Integer });
const isEventType = (name: string): name is EventType => eventTypes.some((type) => type === name);

/** Why a line could not be read. */
export type LineFault = string;

/** Reads one line, without or with its line feed. The payload stays text. */
export const readLine = (text: string): E.Either<LineFault, ReadLine> => {
  const line = text.endsWith('\n') ? text.slice(0, -1) : text;
  const cut = line.indexOf(PAYLOAD_KEY);
  if (cut < 0 || !line.endsWith('}')) return E.left('no payload at the end');
  const json = E.tryCatch(
    (): unknown => JSON.parse(`${line.slice(0, cut)}}`),
    () => 'not JSON before its payload',
  );
  if (E.isLeft(json)) return json;
  const envelope = Envelope.decode(json.right);
  if (E.isLeft(envelope)) return E.left('its envelope does not decode');
  const type = envelope.right.eventType;
  if (!isEventType(type)) return E.left(`unknown event ${type}`);
  const fields = definitionOf(type).flat.decode(json.right);
  if (E.isLeft(fields)) return E.left(`the fields of ${type} do not decode`);
  const parts = PartKeys.decode(json.right);
  if (E.isLeft(parts)) return E.left('part and parts are not integers');
  const { part, parts: count } = parts.right;
  return E.right({
    type,
    envelope: envelope.right,
    part: part === undefined || count === undefined ? null : { part, parts: count },
    fields: fields.right,
    payloadText: line.slice(cut + PAYLOAD_KEY.length, -1),
  });
};
