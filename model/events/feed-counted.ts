import { nullable } from '../codec/column-codec.ts';
import { CountColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given } from './field.ts';

/** Cumulative since the epoch began. in = accepted + ignored + quarantined, per fragment. */
export const FeedCounted = defineEvent({
  name: 'FeedCounted',
  stream: 'feed-health',
  schemaVersion: 1,
  description:
    'One row per minute of an epoch and one just before it closes; the payload holds ignored fragments by kind (`other`: of kinds that are too many or too odd to name) and quarantined ones by reason.',
  fields: {
    framesIn: given(CountColumn, 'Frames received since the epoch began.'),
    bytesIn: given(CountColumn, 'Bytes of those frames.'),
    framesGivenUp: given(
      nullable(CountColumn),
      'Of the frames received: those of which nothing was kept, because the spool had no room. Null in lines older than this count.',
    ),
    bytesGivenUp: given(nullable(CountColumn), 'Bytes of the frames given up.'),
    fragmentsIn: given(
      nullable(CountColumn),
      'Fragments in the frames that were kept: what the next three add up to. Null in lines older than this count.',
    ),
    fragmentsAccepted: given(CountColumn, 'Fragments that became an event.'),
    fragmentsIgnored: given(CountColumn, 'Fragments that make no event.'),
    fragmentsQuarantined: given(CountColumn, 'Fragments that did not decode.'),
    linesOut: given(CountColumn, 'Lines written before this one.'),
    bytesOut: given(CountColumn, 'Bytes of those lines.'),
  },
});
