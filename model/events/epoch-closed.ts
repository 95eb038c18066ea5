import { nullable, oneOf } from '../codec/column-codec.ts';
import { CountColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given } from './field.ts';

const CloseReason = oneOf('CloseReason', [
  'stopped',
  'socket-closed',
  'recording-ended',
  'clock-stepped',
  'spool-full',
  'finished',
  'deadline',
  'failed',
]);

export const EpochClosed = defineEvent({
  name: 'EpochClosed',
  stream: 'feed-health',
  schemaVersion: 1,
  description: 'One row per epoch that ended in order, its last line.',
  fields: {
    closeReason: given(
      CloseReason,
      'Stopped by us, closed by the other side, the end of a recording, or by us because the wall clock was set or because there was no room to keep what came. Of a run of the poller: finished, out of time, or ended by a source or a lake that failed.',
    ),
    closeCode: given(
      nullable(CountColumn),
      'WebSocket close code; 1005 when the other side gave none.',
    ),
  },
});
