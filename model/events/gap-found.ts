import { nullable, oneOf } from '../codec/column-codec.ts';
import { CountColumn, TextColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given } from './field.ts';

/** Why something was missed, or must be assumed missed. */
export const GapCause = oneOf('GapCause', [
  'sequence',
  'socket',
  'silence',
  'loading',
  'self-check',
  'audit',
  'spool-full',
  'crash',
  'restart',
  'clock',
]);
export type GapCause = (typeof GapCause)['_A'];

/** The gap reaches from just after the line before `suspectFromOrdinal` until its closing line. */
export const GapFound = defineEvent({
  name: 'GapFound',
  stream: 'feed-health',
  schemaVersion: 1,
  description: 'One row per gap; the payload names the streams in which something was missed.',
  fields: {
    gapId: given(TextColumn, 'The event_id of this line; GapClosed repeats it.'),
    gapEpochId: given(TextColumn, 'The epoch whose lines are suspect.'),
    cause: given(
      GapCause,
      'sequence: the counter jumped, or a message did not come or did not decode. socket: the connection ended. silence: no change came for longer than is usual while the source sent other things. loading: the source is out of sync. self-check: the rows do not add up to the totals stated beside them. audit: they are not those of a fresh snapshot. spool-full: no room to keep what came. crash, restart: the process ended without, or with, a goodbye. clock: the wall clock was set.',
    ),
    suspectFromOrdinal: given(
      CountColumn,
      'The first ordinal of that epoch that can not be relied on.',
    ),
    foundOrdinal: given(CountColumn, 'The line that showed the gap; this line where no other did.'),
    expectedSequence: given(nullable(CountColumn), 'The sequence that should have come.'),
    receivedSequence: given(
      nullable(CountColumn),
      'The sequence that came; null where none could be read.',
    ),
  },
});
