import { nullable, oneOf } from '../codec/column-codec.ts';
import { CountColumn, Instant, TextColumn } from '../codec/units.ts';
import { flatCodec, given, type Fields, type ValuesOf } from '../events/field.ts';

/** How a line came about. `source` always names the provider. */
export const Origin = oneOf('Origin', ['live', 'simulated', 'recording', 'backfill', 'replay']);
export type Origin = (typeof Origin)['_A'];

/** What opens every line of every stream; the first columns of every raw table. */
export const envelopeFields = {
  eventId: given(
    TextColumn,
    '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.',
  ),
  eventType: given(TextColumn, 'Name of the event.'),
  schemaVersion: given(CountColumn, "Version of the event's fields."),
  layout: given(
    nullable(TextColumn),
    'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.',
  ),
  source: given(TextColumn, 'The provider the data comes from.'),
  network: given(TextColumn, 'The bitcoin network.'),
  origin: given(Origin, 'How the line came about.'),
  path: given(
    nullable(TextColumn),
    'Key of the frame or path of the request that held the fragment; null for ledger lines.',
  ),
  producerId: given(TextColumn, 'The process that wrote the line; a UUIDv7.'),
  producerVersion: given(TextColumn, 'Version of the program that wrote the line.'),
  epochId: given(
    TextColumn,
    'One socket from open to close, one run of the poller, or one process; a UUIDv7.',
  ),
  frameNo: given(
    nullable(CountColumn),
    'Number of the frame in its epoch, from 1; null for ledger lines.',
  ),
  ordinal: given(
    CountColumn,
    'Number of the line in its epoch, from 1, all streams together, without holes.',
  ),
  observedAt: given(
    Instant,
    'When we received it: the wall clock at the opening of the epoch plus the time since.',
  ),
} as const satisfies Fields;

/** Only on lines that are parts of a split event. */
export const partFields = {
  part: given(
    nullable(CountColumn),
    'Number of this part, from 1, where a long event was split; else null.',
  ),
  parts: given(nullable(CountColumn), 'How many parts the event was split into; else null.'),
} as const satisfies Fields;

/** The envelope of a line: camelCase values inside, snake_case keys outside. */
export const Envelope = flatCodec('Envelope', envelopeFields);
export type Envelope = ValuesOf<typeof envelopeFields>;
export type Part = { readonly part: number; readonly parts: number };
