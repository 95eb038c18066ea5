import { nullable } from '../codec/column-codec.ts';
import { CountColumn, HashColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given } from './field.ts';

/** By the poller and by backfill, after each change of the state they share. */
export const ChainCovered = defineEvent({
  name: 'ChainCovered',
  stream: 'feed-health',
  schemaVersion: 1,
  description:
    'One row per change of what the poller holds; the payload has its whole stretches of heights, the pending ones, the replaced blocks still to be looked at, and the height up to which the poller followed the tip.',
  fields: {
    revision: given(
      CountColumn,
      'Number of the state, one more with each change; the highest holds.',
    ),
    topHeight: given(
      nullable(CountColumn),
      'Height of the highest block held; null before the first.',
    ),
    topHash: given(nullable(HashColumn), 'Hash of that block.'),
    lowestHeight: given(nullable(CountColumn), 'Height of the lowest block held.'),
    coveredBlocks: given(
      CountColumn,
      'Heights in whole stretches: each has one canonical block in the lake.',
    ),
    pendingBlocks: given(CountColumn, 'Heights known to be missing, which the next runs ask for.'),
  },
});
