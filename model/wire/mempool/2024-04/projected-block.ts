import * as t from 'io-ts';
import { exactTuple } from '../../../codec/exact-tuple.ts';
import { Count, EpochSeconds, FeeRate, Hash, Sats, VsizeVbytes } from '../../../codec/units.ts';

/**
 * One transaction of a projected block.
 * Shape: [txid, fee sats, vsize vB, sum of outputs sats, effective sat/vB, flags, first seen s, accelerated?].
 * Flags are a bit set up to 2^44: never use 32-bit operators on them.
 */
export const Row = exactTuple(
  'Row',
  [Hash, Sats, VsizeVbytes, Sats, FeeRate, Count, EpochSeconds],
  t.literal(1),
);
export type Row = t.TypeOf<typeof Row>;

/** One re-priced transaction. Shape: [txid, effective sat/vB, flags, accelerated 0 or 1]. */
const ChangeRow = exactTuple('ChangeRow', [
  Hash,
  FeeRate,
  Count,
  t.union([t.literal(0), t.literal(1)]),
]);

const Position = { index: Count, sequence: Count };

/** A whole projected block, in mining order; may be empty. */
export const Snapshot = t.type({ ...Position, blockTransactions: t.array(Row) }, 'Snapshot');
export type Snapshot = t.TypeOf<typeof Snapshot>;

export const Delta = t.type(
  { added: t.array(Row), removed: t.array(Hash), changed: t.array(ChangeRow) },
  'Delta',
);
export type Delta = t.TypeOf<typeof Delta>;

/** What changed in a projected block since the sequence before. */
export const Change = t.type({ ...Position, delta: Delta }, 'Change');
export type Change = t.TypeOf<typeof Change>;
