import { nullable } from '../codec/column-codec.ts';
import { CountColumn, SatsColumn } from '../codec/units.ts';
import { given } from './field.ts';

/** What the same frame's `mempool-blocks` says of this block; null where the frame does not carry it. */
export const statedFields = {
  statedRows: given(
    nullable(CountColumn),
    'Transactions in the block as the same frame states them.',
  ),
  statedFeeSats: given(
    nullable(SatsColumn),
    'Total fees in satoshis as the same frame states them.',
  ),
  statedWeight: given(
    nullable(CountColumn),
    'Total weight in weight units as the same frame states it.',
  ),
};
