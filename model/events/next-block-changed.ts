import { nullable } from '../codec/column-codec.ts';
import { CountColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given } from './field.ts';
import { projectedFields } from './projected.ts';

/** Source: `projected-block-transactions` with `delta`. */
export const NextBlockChanged = defineEvent({
  name: 'NextBlockChanged',
  stream: 'mempool-block',
  schemaVersion: 1,
  description:
    'One row per change of a projected block: transactions added, removed and re-priced since the sequence before.',
  rowPaths: [
    ['delta', 'removed'],
    ['delta', 'added'],
    ['delta', 'changed'],
  ],
  fields: {
    baseOrdinal: given(
      nullable(CountColumn),
      'Ordinal of the snapshot of the same epoch that this change follows; null before the first.',
    ),
    ...projectedFields,
  },
});
