import { nullable } from '../codec/column-codec.ts';
import { CountColumn } from '../codec/units.ts';
import { inFragment } from './field.ts';
import { statedFields } from './stated.ts';

/** What every message about a projected block says of it. */
export const projectedFields = {
  blockIndex: inFragment(
    ['index'],
    CountColumn,
    'Place in the queue of projected blocks; 0 is the next block.',
  ),
  sequence: inFragment(
    ['sequence'],
    nullable(CountColumn),
    "The source's update counter; means nothing across epochs. Null in layouts that had none.",
  ),
  ...statedFields,
};
