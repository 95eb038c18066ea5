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

/** In the order in which they stand in an envelope. */
const slotAt: Readonly<Record<string, keyof HeadValues>> = {
  event_id: 'ordinal',
  frame_no: 'frameNo',
  ordinal: 'ordinal',
  observed_at: 'observedAt',
};
/** Twice sixteen digits for the ordinal, so many for the frame, and an instant. */
const VALUES_BYTES = 72;
/** No number, flag or null is longer in JSON. */
const SCALAR_BYTES = 32;
const QUOTE = 0x22;
const NULL = utf8Of('null');

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
  readonly #texts: ReadonlyArray<Uint8Array>;
  readonly #slots: ReadonlyArray<keyof HeadValues>;
  readonly #fields: ReadonlyArray<NamedField>;
  readonly #payloadKey = utf8Of(PAYLOAD_KEY);
  readonly #fixedBytes: number;

  /** @param envelope the envelope of one such line */
  constructor(envelope: Envelope, type: EventType) {
    const texts: Array<string> = [];
    const slots: Array<keyof HeadValues> = [];
    let text = '{';
    for (const [key, value] of Object.entries(Envelope.encode(envelope))) {
      const slot = slotAt[key];
      const opening = `${text === '{' && texts.length === 0 ? '' : ','}${JSON.stringify(key)}:`;
      if (slot === undefined) text += opening + JSON.stringify(value);
      else {
        const isId = key === 'event_id';
        const before = isId ? JSON.stringify(`${envelope.epochId}-`).slice(0, -1) : '';
        texts.push(text + opening + (slot === 'observedAt' ? '"' : before));
        slots.push(slot);
        text = isId || slot === 'observedAt' ? '"' : '';
      }
    }
    this.#texts = [...texts, text].map(utf8Of);
    this.#slots = slots;
    this.#fields = Object.keys(catalogue[type].fields).map((name) => ({
      name,
      opening: utf8Of(`,${JSON.stringify(snakeCase(name))}:`),
    }));
    this.#fixedBytes =
      [...this.#texts, ...this.#fields.map(({ opening }) => opening), this.#payloadKey].reduce(
        (sum, { length }) => sum + length,
        0,
      ) + VALUES_BYTES;
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
    values: HeadValues,
    fields: Readonly<Record<string, Scalar>>,
  ): number {
    let at = start;
    for (let index = 0; index < this.#texts.length; index += 1) {
      at = writeBytes(bytes, at, this.#texts[index] ?? this.#payloadKey);
      const slot = this.#slots[index];
      if (slot === undefined) continue;
      const value = values[slot];
      at = typeof value === 'number' ? writeWhole(bytes, at, value) : writeAscii(bytes, at, value);
    }
    for (let index = 0; index < this.#fields.length; index += 1) {
      const field = this.#fields[index];
      if (field === undefined) continue;
      at = writeBytes(bytes, at, field.opening);
      at = writeScalar(bytes, at, fields[field.name] ?? null);
    }
    return writeBytes(bytes, at, this.#payloadKey);
  }
}
