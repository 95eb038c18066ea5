import { oneOf } from '../codec/column-codec.ts';
import { TextColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given } from './field.ts';

/** What an epoch is: one socket from open to close, one run of the poller, or one process. */
const EpochKind = oneOf('EpochKind', ['socket', 'poller', 'process']);

export const EpochOpened = defineEvent({
  name: 'EpochOpened',
  stream: 'feed-health',
  schemaVersion: 1,
  description: 'One row per epoch, its first line.',
  fields: {
    epochKind: given(
      EpochKind,
      'One socket from open to close, one run of the poller, or one process, for what it has to say while there is no socket.',
    ),
    endpoint: given(TextColumn, 'Address of the source without credentials.'),
  },
});
