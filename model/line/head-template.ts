import { catalogue, type EventType } from '../catalogue.ts';
import type { Scalar } from '../codec/column-codec.ts';
import { snakeCase } from '../events/field.ts';
import { writeAscii, writeBytes, writeWhole } from './ascii.ts';
import { Envelope } from './envelope.ts';
import { PAYLOAD_KEY, utf8Of } from './line.ts';

/** What differs between the heads of one template, beside the event's fields. */
export interface HeadValues {
  readonly ordinal: number;
  readonly frameNo: number;
  readonly observedAt: string;
}

/** Twice sixteen digits for the ordinal, so many for the frame, and an instant. */
const VALUES_BYTES = 72;
/** No number, flag or null is longer in JSON. */
const SCALAR_BYTES = 32;
const QUOTE = 0x22;
const NULL = utf8Of('null');
const PAYLOAD_KEY_BYTES = utf8Of(PAYLOAD_KEY);
/** Stands for what differs while a template is made: no id, name or version holds it, being longer than any integer. */
const MARK = 8_999_999_999_999_989;

interface NamedField {
  readonly name: string;
  /** The comma before it, its key and its colon. */
  readonly opening: Uint8Array;
}

const writeScalar = (bytes: Uint8Array, at: number, value: Scalar): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)
    return writeWhole(bytes, at, value);
  if (value === null) return writeBytes(bytes, at, NULL);
  if (typeof value !== 'string') return writeBytes(bytes, at, utf8Of(JSON.stringify(value)));
  bytes[at] = QUOTE;
  const end = writeAscii(bytes, at + 1, value);
  if (end < 0) return writeBytes(bytes, at, utf8Of(JSON.stringify(value)));
  bytes[end] = QUOTE;
  return end + 1;
};

/** The heads of lines that differ in numbers, time and fields only: what they have in common is made into bytes once. */
export class HeadTemplate {
  /** Before the ordinal in the id, the frame's number, the ordinal and the time; and behind the time. */
  readonly #texts: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  readonly #fields: ReadonlyArray<NamedField>;
  readonly #fixedBytes: number;

  /** @param envelope the envelope of one such line; its numbers and time are left out */
  constructor(envelope: Envelope, type: EventType) {
    const text = JSON.stringify(
      Envelope.encode({
        ...envelope,
        eventId: `${envelope.epochId}-${MARK}`,
        frameNo: MARK,
        ordinal: MARK,
        observedAt: String(MARK),
      }),
    ).slice(0, -1);
    const texts = text.split(String(MARK)).map(utf8Of);
    const [one, two, three, four, five, ...more] = texts;
    if (!one || !two || !three || !four || !five || more.length > 0)
      throw new Error('an envelope has four places for what differs');
    this.#texts = [one, two, three, four, five];
    this.#fields = Object.keys(catalogue[type].fields).map((name) => ({
      name,
      opening: utf8Of(`,${JSON.stringify(snakeCase(name))}:`),
    }));
    const openings = this.#fields.map(({ opening }) => opening);
    this.#fixedBytes = [...texts, ...openings, PAYLOAD_KEY_BYTES].reduce(
      (sum, { length }) => sum + length,
      VALUES_BYTES,
    );
  }

  /** No head with these fields takes more bytes. */
  mostBytes(fields: Readonly<Record<string, Scalar>>): number {
    let most = this.#fixedBytes;
    for (const { name } of this.#fields) {
      const value = fields[name];
      most += typeof value === 'string' ? 2 + 6 * value.length : SCALAR_BYTES; // 6: \u0000
    }
    return most;
  }

  /** Writes a head; where it ends. There must be room for `mostBytes`. */
  write(
    bytes: Uint8Array,
    start: number,
    { ordinal, frameNo, observedAt }: HeadValues,
    fields: Readonly<Record<string, Scalar>>,
  ): number {
    const [beforeId, beforeFrame, beforeOrdinal, beforeTime, last] = this.#texts;
    let at = writeWhole(bytes, writeBytes(bytes, start, beforeId), ordinal);
    at = writeWhole(bytes, writeBytes(bytes, at, beforeFrame), frameNo);
    at = writeWhole(bytes, writeBytes(bytes, at, beforeOrdinal), ordinal);
    at = writeAscii(bytes, writeBytes(bytes, at, beforeTime), observedAt);
    at = writeBytes(bytes, at, last);
    for (const { name, opening } of this.#fields)
      at = writeScalar(bytes, writeBytes(bytes, at, opening), fields[name] ?? null);
    return writeBytes(bytes, at, PAYLOAD_KEY_BYTES);
  }
}
