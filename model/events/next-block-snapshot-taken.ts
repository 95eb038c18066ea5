import { defineEvent } from './definition.ts';
import { projectedFields } from './projected.ts';

/** Source: `projected-block-transactions` with `blockTransactions`. A base for the changes that follow it. */
export const NextBlockSnapshotTaken = defineEvent({
  name: 'NextBlockSnapshotTaken',
  stream: 'mempool-block',
  schemaVersion: 1,
  description:
    'One row per whole projected block as received; the payload holds its transactions in mining order.',
  rowPaths: [['blockTransactions']],
  fields: projectedFields,
});
