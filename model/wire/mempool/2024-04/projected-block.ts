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
export const ChangeRow = exactTuple('ChangeRow', [
  Hash,
  FeeRate,
  Count,
  t.union([t.literal(0), t.literal(1)]),
]);
export type ChangeRow = t.TypeOf<typeof ChangeRow>;

/**
 * The decoded value, the same of every layout: `sequence` is null where the layout had none. Today's wire never
 * leaves it out, so what it sends must have one.
 */
const whole = <A extends { readonly sequence: number | null }>(
  name: string,
  value: t.Type<A, unknown>,
  wire: t.Type<A & { readonly sequence: number }, unknown>,
): t.Type<A, unknown> =>
  new t.Type<A, unknown>(name, (u): u is A => value.is(u), wire.validate, t.identity);

const MaybeCount = t.union([Count, t.null]);

const rows = { blockTransactions: t.array(Row) };
/** A whole projected block, in mining order; may be empty. */
export const Snapshot = whole(
  'Snapshot',
  t.type({ index: Count, sequence: MaybeCount, ...rows }),
  t.type({ index: Count, sequence: Count, ...rows }),
);
export type Snapshot = t.TypeOf<typeof Snapshot>;

export const Delta = t.type(
  { added: t.array(Row), removed: t.array(Hash), changed: t.array(ChangeRow) },
  'Delta',
);
export type Delta = t.TypeOf<typeof Delta>;

const change = { delta: Delta };
/** What changed in a projected block since the sequence before. */
export const Change = whole(
  'Change',
  t.type({ index: Count, sequence: MaybeCount, ...change }),
  t.type({ index: Count, sequence: Count, ...change }),
);
export type Change = t.TypeOf<typeof Change>;
