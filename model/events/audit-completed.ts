import { nullable, oneOf } from '../codec/column-codec.ts';
import { CountColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given } from './field.ts';

/**
 * A snapshot that states a sequence we have already shows what our rows should be. The source may take it in the
 * middle of an update, so a difference counts only if the next message does not undo it.
 */
export const AuditCompleted = defineEvent({
  name: 'AuditCompleted',
  stream: 'feed-health',
  schemaVersion: 1,
  description:
    'One row per snapshot that was compared with our own rows; the payload names the first txids that differ.',
  fields: {
    auditOrdinal: given(CountColumn, 'Ordinal of the snapshot in this epoch.'),
    blockIndex: given(CountColumn, 'The projected block that was compared.'),
    sequence: given(CountColumn, "The source's update counter, of the snapshot and of our rows."),
    outcome: given(
      oneOf('AuditOutcome', ['agreed', 'healed', 'failed']),
      'agreed: the same rows. healed: the snapshot was ahead, and the next message made both the same. failed: it did not, or none came.',
    ),
    verifiedOrdinal: given(
      nullable(CountColumn),
      'Ordinal of the line at which both were the same; null where the audit failed.',
    ),
    onlyHereRows: given(CountColumn, 'Transactions that only our rows held.'),
    onlyThereRows: given(CountColumn, 'Transactions that only the snapshot held.'),
    differingRows: given(CountColumn, 'Transactions in both, with other values.'),
  },
});
