import { catalogue, type EventType } from '../catalogue.ts';
import type { Scalar } from '../codec/column-codec.ts';
import { snakeCase } from '../events/field.ts';
import { writeDigits } from './ascii.ts';
import { Envelope } from './envelope.ts';
import { PAYLOAD_KEY, utf8Of } from './line.ts';
import type { Sha256 } from './sha256.ts';
import { Spot } from './spot.ts';

type Flat = Readonly<Record<string, Scalar>>;

/** The event's fields that stand in the fragment, those that do not, and its digest where it has one. */
interface FieldValues {
  readonly read: Flat;
  readonly given: Flat;
  readonly payloadSha256: string | null;
}

/** What differs between the heads of lines of one kind. */
export interface HeadValues extends FieldValues {
  readonly ordinal: number;
  readonly frameNo: number;
  readonly observedAtMs: number;
}

/** A field of an event, and who knows its value. */
interface Known {
  readonly name: string;
  readonly by: 'fragment' | 'listener' | 'digest';
}

const knownOf = (type: EventType): ReadonlyArray<Known> =>
  Object.entries<{ readonly path: unknown }>(catalogue[type].fields).map(([name, { path }]) => ({
    name,
    by: path !== null ? 'fragment' : name === 'payloadSha256' ? 'digest' : 'listener',
  }));

/** The value of a field; null where nobody says it. */
const valueOf = ({ name, by }: Known, { read, given, payloadSha256 }: FieldValues): Scalar => {
  if (by === 'digest') return payloadSha256;
  return (by === 'fragment' ? read[name] : given[name]) ?? null;
};

/** The digest that an event's lines carry; null where they carry none. */
export const digestOf = (type: EventType, payload: Uint8Array, sha256: Sha256): string | null =>
  'payloadSha256' in catalogue[type].fields ? sha256(payload) : null;

/** The fields of an event as they stand in a line. */
export const fieldsOf = (type: EventType, values: FieldValues): Flat =>
  Object.fromEntries(knownOf(type).map((field) => [field.name, valueOf(field, values)]));

const DAY_MS = 86_400_000;
/** `23:59:59.999Z"` */
const TIME_BYTES = 14;
const lengthOf = (text: string): number => utf8Of(text).length;

/** Writes `23:59:59.999`, of the milliseconds since midnight. */
const writeTimeOfDay = (bytes: Uint8Array, at: number, ms: number): void => {
  const second = (ms / 1000) | 0;
  const minute = (second / 60) | 0;
  const hour = (minute / 60) | 0;
  writeDigits(bytes, at, hour, 2);
  writeDigits(bytes, at + 3, minute - hour * 60, 2);
  writeDigits(bytes, at + 6, second - minute * 60, 2);
  writeDigits(bytes, at + 9, ms - second * 1000, 3);
};

/**
 * The head of a line, kept for the next of its kind: what differs is written over it where it is as wide as what was
 * there, and everything is written anew where it is not.
 */
export class RecentHead {
  readonly #known: ReadonlyArray<Known>;
  #bytes: Uint8Array = new Uint8Array(0);
  #dayMs = Number.NaN;
  #timeAt = 0;
  #eventId = new Spot(0, 0, null);
  #frameNo = this.#eventId;
  #ordinal = this.#eventId;
  #fields: ReadonlyArray<Spot> = [];

  constructor(type: EventType) {
    this.#known = knownOf(type);
  }

  /** Everything before the payload, until it is called again. @param envelope of this very line; asked for at need */
  of(values: HeadValues, envelope: () => Envelope): Uint8Array {
    if (!this.#takes(values)) this.#write(values, envelope());
    return this.#bytes;
  }

  #takes(values: HeadValues): boolean {
    const { ordinal, frameNo, observedAtMs } = values;
    const bytes = this.#bytes;
    const ofDay = Math.floor(observedAtMs) - this.#dayMs;
    if (!(ofDay >= 0 && ofDay < DAY_MS)) return false;
    writeTimeOfDay(bytes, this.#timeAt, ofDay);
    if (!this.#eventId.put(bytes, ordinal) || !this.#ordinal.put(bytes, ordinal)) return false;
    if (!this.#frameNo.put(bytes, frameNo)) return false;
    for (let index = 0; index < this.#fields.length; index += 1) {
      const field = this.#known[index];
      const spot = this.#fields[index];
      if (!spot || !field || !spot.put(bytes, valueOf(field, values))) return false;
    }
    return true;
  }

  /** Member by member, as JSON.stringify writes them, so that it is known where each stands. */
  #write(values: HeadValues, envelope: Envelope): void {
    const { ordinal, observedAtMs } = values;
    let text = '{';
    const add = (key: string, value: Scalar): Spot => {
      text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:`;
      const [at, json] = [lengthOf(text), JSON.stringify(value)];
      text += json;
      return new Spot(at, lengthOf(json), value);
    };
    for (const [key, value] of Object.entries(Envelope.encode(envelope))) {
      const spot = add(key, value);
      const end = lengthOf(text);
      if (key === 'event_id') {
        const digits = String(ordinal).length;
        this.#eventId = new Spot(end - digits - 1, digits, ordinal);
      }
      if (key === 'frame_no') this.#frameNo = spot;
      if (key === 'ordinal') this.#ordinal = spot;
      if (key === 'observed_at') this.#timeAt = end - TIME_BYTES;
    }
    this.#fields = this.#known.map((field) => add(snakeCase(field.name), valueOf(field, values)));
    this.#bytes = utf8Of(text + PAYLOAD_KEY);
    this.#dayMs = Math.floor(observedAtMs / DAY_MS) * DAY_MS;
  }
}
