import { catalogue, type EventOf, type EventType } from '../catalogue.ts';
import type { Scalar } from '../codec/column-codec.ts';
import { instantOf } from '../codec/instant.ts';
import { sliceText } from '../frame/scan.ts';
import type { Accepted, Outcome, Rejected } from '../outcome.ts';
import { EpochCounts, total } from './counts.ts';
import type { Origin, Part } from './envelope.ts';
import {
  headOf,
  lineBytes,
  MAX_LINE_BYTES,
  onOneLine,
  TAIL_BYTES,
  utf8Of,
  type Line,
} from './line.ts';
import { Slab, type LineBytes } from './line-bytes.ts';
import { LineWriter } from './line-writer.ts';
import { digestOf, fieldsOf, type HeadValues } from './recent-head.ts';
import { splitRows, splitText } from './parts.ts';
import type { Sha256 } from './sha256.ts';

/** What all lines of one producer say alike. */
export interface Producer {
  readonly source: string;
  readonly network: string;
  readonly origin: Origin;
  readonly producerId: string;
  readonly producerVersion: string;
}

const EMPTY_OBJECT = utf8Of('{}');
const shared = new Slab();

/** Where a fragment came from: its frame's number, time of receipt and bytes. */
export interface Frame {
  readonly frameNo: number;
  readonly observedAtMs: number;
  readonly bytes: Uint8Array;
}

/**
 * One epoch: gives its lines their ordinals, without holes, and counts what becomes of every fragment.
 * Owned by one reader; every method returns the lines it made, which the caller must store in that order.
 */
export class Epoch {
  readonly id: string;
  readonly #producer: Producer;
  readonly #sha256: Sha256;
  readonly #writer: LineWriter;
  readonly counts = new EpochCounts();

  /** @param bytesOfLines where the bytes of accepted fragments' lines come from. @default made for them, and left to them */
  constructor(id: string, producer: Producer, sha256: Sha256, bytesOfLines: LineBytes = shared) {
    this.#writer = new LineWriter(bytesOfLines);
    this.id = id;
    this.#producer = producer;
    this.#sha256 = sha256;
  }

  /** The ordinal of the newest line; 0 before the first. */
  get lastOrdinal(): number {
    return this.counts.linesOut;
  }

  /** A frame came; each of its fragments must be accepted, ignored or rejected next. */
  frame(bytes: Uint8Array, fragments: number, observedAtMs: number): Frame {
    this.counts.frame(bytes.length, fragments);
    return { frameNo: this.counts.framesIn, observedAtMs, bytes };
  }

  /** Frames that were read and can't be kept, not even as fragments: there is no room for lines. */
  giveUp(frames: number, bytes: number): void {
    this.counts.giveUp(frames, bytes);
  }

  /** A fragment that makes no event. `kind` is its key, or why it was left out. */
  ignore(kind: string): void {
    this.counts.ignore(kind);
  }

  /** Lines of an accepted fragment: one, or its parts, or its rejection where no line can hold it. */
  accept(
    frame: Frame,
    outcome: Accepted,
    more: Readonly<Record<string, Scalar>>,
  ): ReadonlyArray<Line> {
    const payload = bytesIn(frame.bytes, outcome.start, outcome.end);
    const definition = catalogue[outcome.type];
    const values: HeadValues = {
      ordinal: this.counts.linesOut + 1,
      frameNo: frame.frameNo,
      observedAtMs: frame.observedAtMs,
      read: outcome.fields,
      given: more,
      payloadSha256: digestOf(outcome.type, payload, this.#sha256),
    };
    const line = this.#writeAtOnce(
      outcome,
      frame,
      values,
      outcome.hasLineFeeds ? onOneLine(payload) : payload,
    );
    if (line !== null) return [line];

    const fields = fieldsOf(outcome.type, values) as EventOf<Accepted['type']>;
    const place = { frame, path: outcome.key, layout: outcome.layout };
    const budget = MAX_LINE_BYTES - this.#headBytes(outcome.type, fields, place) - TAIL_BYTES;
    const payloads =
      payload.length <= budget ? [payload] : splitRows(payload, definition.rowPaths, budget);
    if (payloads === null) {
      const { key, start, end } = outcome;
      return this.reject(frame, {
        tag: 'rejected',
        key,
        start,
        end,
        reason: 'line-too-long',
        layout: outcome.layout,
        valuePath: null,
        codec: null,
      });
    }
    this.counts.accept(outcome.type);
    return this.#write(outcome.type, fields, payloads, place);
  }

  /** Lines of a rejected fragment: its body, whole, in parts where it is long. */
  reject(frame: Frame, outcome: Rejected): ReadonlyArray<Line> {
    this.counts.reject(outcome.reason);
    const body = frame.bytes.subarray(outcome.start, outcome.end);
    const isText = outcome.reason !== 'invalid-utf8';
    const fields: EventOf<'FragmentRejected'> = {
      reason: outcome.reason,
      valuePath: outcome.valuePath,
      codec: outcome.codec,
      triedLayout: outcome.layout,
      encoding: isText ? 'utf8' : 'base64',
    };
    const place = { frame, path: outcome.key, layout: null };
    const budget = MAX_LINE_BYTES - this.#headBytes('FragmentRejected', fields, place) - TAIL_BYTES;
    const text = isText ? sliceText(body, 0, body.length) : base64(body);
    return this.#write('FragmentRejected', fields, splitText(text, budget), place);
  }

  /** A ledger line; `details` are its values that are not flat. */
  record<K extends EventType>(
    type: K,
    fields: EventOf<K>,
    observedAtMs: number,
    details?: Readonly<Record<string, unknown>>,
  ): ReadonlyArray<Line> {
    const payload = details === undefined ? EMPTY_OBJECT : utf8Of(JSON.stringify(details));
    return this.#write(type, fields, [payload], { observedAtMs });
  }

  /** `FeedCounted` as of now. */
  count(observedAtMs: number): ReadonlyArray<Line> {
    const { accepted, ignored, quarantined } = this.counts;
    const { framesIn, bytesIn, framesGivenUp, bytesGivenUp } = this.counts;
    const { fragmentsIn, linesOut, bytesOut } = this.counts;
    return this.record(
      'FeedCounted',
      {
        framesIn,
        bytesIn,
        framesGivenUp,
        bytesGivenUp,
        fragmentsIn,
        fragmentsAccepted: accepted,
        fragmentsIgnored: total(ignored),
        fragmentsQuarantined: total(quarantined),
        linesOut,
        bytesOut,
      },
      observedAtMs,
      { ignored: Object.fromEntries(ignored), quarantined: Object.fromEntries(quarantined) },
    );
  }

  /** Null where the line may have to be split. */
  #writeAtOnce(
    { type, layout, key: path }: Accepted,
    frame: Frame,
    values: HeadValues,
    payload: Uint8Array,
  ): Line | null {
    const { ordinal } = values;
    const bytes = this.#writer.write({ type, layout, path }, values, payload, () =>
      this.#envelope(type, { frame, path, layout }, ordinal),
    );
    if (bytes === null) return null;
    this.counts.accept(type);
    this.counts.line(bytes.length);
    const observedAt = instantOf(frame.observedAtMs);
    return { stream: catalogue[type].stream, epochId: this.id, ordinal, observedAt, bytes };
  }

  #headBytes<K extends EventType>(type: K, fields: EventOf<K>, place: Place): number {
    const widest = { part: 999_999, parts: 999_999 };
    return headOf(this.#envelope(type, place, Number.MAX_SAFE_INTEGER), widest, type, fields)
      .length;
  }

  #envelope(type: EventType, place: Place, ordinal: number) {
    const fragment = 'frame' in place;
    return {
      eventId: `${this.id}-${ordinal}`,
      eventType: type,
      schemaVersion: catalogue[type].schemaVersion,
      layout: fragment ? place.layout : null,
      source: this.#producer.source,
      network: this.#producer.network,
      origin: this.#producer.origin,
      path: fragment ? place.path : null,
      producerId: this.#producer.producerId,
      producerVersion: this.#producer.producerVersion,
      epochId: this.id,
      frameNo: fragment ? place.frame.frameNo : null,
      ordinal,
      observedAt: instantOf(fragment ? place.frame.observedAtMs : place.observedAtMs),
    };
  }

  #write<K extends EventType>(
    type: K,
    fields: EventOf<K>,
    payloads: ReadonlyArray<Uint8Array>,
    place: Place,
  ): ReadonlyArray<Line> {
    return payloads.map((payload, index) => {
      const envelope = this.#envelope(type, place, this.counts.linesOut + 1);
      const part: Part | null =
        payloads.length === 1 ? null : { part: index + 1, parts: payloads.length };
      const bytes = lineBytes(headOf(envelope, part, type, fields), payload);
      this.counts.line(bytes.length);
      const { epochId, ordinal, observedAt } = envelope;
      return { stream: catalogue[type].stream, epochId, ordinal, observedAt, bytes };
    });
  }
}

type Place =
  | { readonly frame: Frame; readonly path: string | null; readonly layout: string | null }
  | { readonly observedAtMs: number };

/** The bytes [start, end): what subarray gives, in two thirds of its time. */
const bytesIn = (bytes: Uint8Array, start: number, end: number): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start);

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Writes an outcome's lines; `more` are the fields of an accepted one that we add. */
export const writeOutcome = (
  epoch: Epoch,
  frame: Frame,
  outcome: Outcome,
  more: (accepted: Accepted) => Readonly<Record<string, Scalar>>,
): ReadonlyArray<Line> => {
  switch (outcome.tag) {
    case 'accepted':
      return epoch.accept(frame, outcome, more(outcome));
    case 'rejected':
      return epoch.reject(frame, outcome);
    case 'ignored':
      epoch.ignore(outcome.key);
      return [];
  }
};
