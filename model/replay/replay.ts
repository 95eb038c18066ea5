import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { catalogue, definitionOf, type EventOf, type EventType } from '../catalogue.ts';
import { DECODER_VERSION, decodeFragment, decodeFrame } from '../decode.ts';
import type { RejectReason } from '../events/fragment-rejected.ts';
import type { Envelope, Part } from '../line/envelope.ts';
import type { Producer } from '../line/epoch.ts';
import { headOf, lineBytes, MAX_LINE_BYTES, TAIL_BYTES, utf8Of, type Line } from '../line/line.ts';
import { splitRows } from '../line/parts.ts';
import { digestOf, fieldsOf } from '../line/recent-head.ts';
import type { Sha256 } from '../line/sha256.ts';
import type { Accepted, Outcome, Rejected } from '../outcome.ts';
import type { RejectedLine, Rejection } from './rejections.ts';

/** Who replays. */
export interface Replayer extends Pick<Producer, 'producerId' | 'producerVersion'> {
  readonly sha256: Sha256;
}

/** What today's codecs make of a refused fragment: its events, or one more rejection. */
export interface Replayed {
  readonly lines: ReadonlyArray<Line>;
  /** None where it is still bad. */
  readonly events: ReadonlyArray<EventType>;
  /** Why it is still bad; null where it is not. */
  readonly reason: RejectReason | null;
}

/** The bytes that were refused; a sentence where the lines hold none. */
const bodyOf = (rejection: Rejection): E.Either<string, Uint8Array> => {
  const [{ envelope, fields }] = rejection;
  const text = E.tryCatch(
    () => rejection.map(({ payloadText }) => JSON.parse(payloadText) as unknown),
    () => null,
  );
  const fault = `the body of ${envelope.eventId} is not what its encoding says`;
  if (E.isLeft(text) || !t.array(t.string).is(text.right)) return E.left(fault);
  const body = text.right.join('');
  if (fields.encoding === 'utf8') return E.right(utf8Of(body));
  return E.tryCatch(
    () => Uint8Array.from(atob(body), (character) => character.charCodeAt(0)),
    () => fault,
  );
};

/**
 * A key that the frame already had was refused for its place, not for what it holds: which of the two was meant
 * can't be told, by no codec.
 */
const wasRepeated = (rejection: Rejection, outcome: Outcome): boolean =>
  rejection[0].fields.reason === 'duplicate-key' && outcome.tag === 'accepted';

const outcomesOf = (
  rejection: Rejection,
  body: Uint8Array,
  sha256: Sha256,
): ReadonlyArray<Outcome> => {
  const { path } = rejection[0].envelope;
  return path === null ? decodeFrame(body, sha256) : [decodeFragment(body, path, sha256)];
};

const envelopeOf = (
  of: RejectedLine,
  by: Replayer,
  type: EventType,
  place: Pick<Envelope, 'ordinal' | 'layout' | 'path'>,
): Envelope => ({
  ...of.envelope,
  ...place,
  eventId: `${of.envelope.epochId}-${place.ordinal}.${DECODER_VERSION}`,
  eventType: type,
  schemaVersion: definitionOf(type).schemaVersion,
  origin: 'replay',
  producerId: by.producerId,
  producerVersion: by.producerVersion,
});

const lineOf = <K extends EventType>(
  envelope: Envelope,
  part: Part | null,
  type: K,
  fields: EventOf<K>,
  payload: Uint8Array,
): Line => ({
  stream: definitionOf(type).stream,
  epochId: envelope.epochId,
  ordinal: envelope.ordinal,
  observedAt: envelope.observedAt,
  bytes: lineBytes(headOf(envelope, part, type, fields), payload),
});

/** The lines of one event from an ordinal on; null where no line can hold it. */
const eventLines = (
  of: RejectedLine,
  body: Uint8Array,
  outcome: Accepted,
  firstOrdinal: number,
  by: Replayer,
): ReadonlyArray<Line> | null => {
  const { type, key, layout, start, end } = outcome;
  const payload = body.subarray(start, end);
  // what stood outside the fragment is not known any more
  const payloadSha256 = digestOf(type, payload, by.sha256);
  const fields = fieldsOf(type, { read: outcome.fields, given: {}, payloadSha256 }) as EventOf<
    Accepted['type']
  >;
  const envelopeAt = (ordinal: number): Envelope =>
    envelopeOf(of, by, type, { ordinal, layout, path: key });
  const widest = { part: 999_999, parts: 999_999 };
  const head = headOf(envelopeAt(Number.MAX_SAFE_INTEGER), widest, type, fields);
  const budget = MAX_LINE_BYTES - head.length - TAIL_BYTES;
  const payloads =
    payload.length <= budget ? [payload] : splitRows(payload, catalogue[type].rowPaths, budget);
  if (payloads === null) return null;
  return payloads.map((each, index) => {
    const part = payloads.length === 1 ? null : { part: index + 1, parts: payloads.length };
    return lineOf(envelopeAt(firstOrdinal + index), part, type, fields, each);
  });
};

type Refusal = Pick<EventOf<'FragmentRejected'>, 'reason' | 'valuePath' | 'codec' | 'triedLayout'>;

const refusalOf = ({ reason, valuePath, codec, layout }: Rejected): Refusal => ({
  reason,
  valuePath,
  codec,
  triedLayout: layout,
});

/**
 * The rejection once more, part by part, with today's reason. No line grows too long: the epoch that wrote it left
 * room for wider numbers, which is more than a longer place takes.
 */
const stillRejected = (rejection: Rejection, refusal: Refusal, by: Replayer): Replayed => ({
  lines: rejection.map((line) => {
    const { ordinal, path } = line.envelope;
    const envelope = envelopeOf(line, by, 'FragmentRejected', { ordinal, path, layout: null });
    const fields = { ...line.fields, ...refusal };
    return lineOf(envelope, line.part, 'FragmentRejected', fields, utf8Of(line.payloadText));
  }),
  events: [],
  reason: refusal.reason,
});

/** Every event of the fragment on the ordinals that its rejection took, or why that can't be. */
const decoded = (
  rejection: Rejection,
  body: Uint8Array,
  outcomes: ReadonlyArray<Outcome>,
  by: Replayer,
): E.Either<Refusal, Replayed> => {
  const [first] = rejection;
  const events: Array<EventType> = [];
  const lines: Array<Line> = [];
  for (const outcome of outcomes) {
    if (outcome.tag === 'rejected') return E.left(refusalOf(outcome));
    if (outcome.tag === 'ignored') continue;
    const refused = { valuePath: null, codec: null, triedLayout: outcome.layout };
    if (wasRepeated(rejection, outcome)) return E.left({ ...refused, reason: 'duplicate-key' });
    const made = eventLines(first, body, outcome, first.envelope.ordinal + lines.length, by);
    if (made === null) return E.left({ ...refused, reason: 'line-too-long' });
    lines.push(...made);
    events.push(outcome.type);
    if (lines.length > rejection.length) return E.left({ ...refused, reason: 'too-many-lines' });
  }
  return events.length === 0 ? E.left(first.fields) : E.right({ lines, events, reason: null });
};

/**
 * Sends a refused fragment through today's codecs. Its events take the ordinals of its rejection, the first ones
 * where they need fewer, and its epoch, frame and time; never an ordinal of their own. Where they need more, where
 * a frame holds one fragment that is still bad, or none that makes an event, all of it stays rejected.
 */
export const replayOf = (rejection: Rejection, by: Replayer): E.Either<string, Replayed> =>
  pipe(
    bodyOf(rejection),
    E.map((body) =>
      pipe(
        decoded(rejection, body, outcomesOf(rejection, body, by.sha256), by),
        E.getOrElse((refusal) => stillRejected(rejection, refusal, by)),
      ),
    ),
  );
