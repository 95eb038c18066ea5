import { CountColumn, TextColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given } from './field.ts';

export const GapClosed = defineEvent({
  name: 'GapClosed',
  stream: 'feed-health',
  schemaVersion: 1,
  description: 'One row per gap that ended: the snapshot from which the stream is whole again.',
  fields: {
    gapId: given(TextColumn, 'The gap that ended.'),
    closingEpochId: given(
      TextColumn,
      'The epoch of the snapshot that ended it; another one after a lost socket.',
    ),
    closingOrdinal: given(CountColumn, 'The ordinal of that snapshot.'),
  },
});
