import { CountColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { inFragment } from './field.ts';

/** Source: `mempool-txids`. */
export const TransactionsMoved = defineEvent({
  name: 'TransactionsMoved',
  stream: 'mempool-block',
  schemaVersion: 1,
  description: 'One row per update of the whole mempool: txids added, removed, mined and replaced.',
  rowPaths: [['added'], ['removed'], ['mined'], ['replaced']],
  fields: {
    sequence: inFragment(
      ['sequence'],
      CountColumn,
      "The source's update counter, shared with the projected blocks.",
    ),
  },
});
