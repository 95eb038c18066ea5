import { CountColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { inFragment } from './field.ts';
import { statedFields } from './stated.ts';

/** Source: `projected-block-transactions` with `blockTransactions`. A base for the changes that follow it. */
export const NextBlockSnapshotTaken = defineEvent({
  name: 'NextBlockSnapshotTaken',
  stream: 'mempool-block',
  schemaVersion: 1,
  description:
    'One row per whole projected block as received; the payload holds its transactions in mining order.',
  rowPaths: [['blockTransactions']],
  fields: {
    blockIndex: inFragment(
      ['index'],
      CountColumn,
      'Place in the queue of projected blocks; 0 is the next block.',
    ),
    sequence: inFragment(
      ['sequence'],
      CountColumn,
      "The source's update counter; means nothing across epochs.",
    ),
    ...statedFields,
  },
});
