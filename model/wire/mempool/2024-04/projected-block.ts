import * as t from 'io-ts';
import { array, literal, type, union, unlessPlan } from '../../../codec/planned.ts';
import { exactTuple } from '../../../codec/exact-tuple.ts';
import { planOf, planned } from '../../../codec/plan.ts';
import { Count, EpochSeconds, FeeRate, Hash, Sats, VsizeVbytes } from '../../../codec/units.ts';

/**
 * One transaction of a projected block.
 * Shape: [txid, fee sats, vsize vB, sum of outputs sats, effective sat/vB, flags, first seen s, accelerated?].
 * Flags are a bit set up to 2^44: never use 32-bit operators on them.
 */
export const Row = exactTuple(
  'Row',
  [Hash, Sats, VsizeVbytes, Sats, FeeRate, Count, EpochSeconds],
  literal(1),
);
export type Row = t.TypeOf<typeof Row>;

/** One re-priced transaction. Shape: [txid, effective sat/vB, flags, accelerated 0 or 1]. */
export const ChangeRow = exactTuple('ChangeRow', [
  Hash,
  FeeRate,
  Count,
  union([literal(0), literal(1)]),
]);
export type ChangeRow = t.TypeOf<typeof ChangeRow>;

/**
 * The decoded value, the same of every layout: `sequence` is null where the layout had none. Today's wire never
 * leaves it out, so what it sends must have one. A value that has `other` too is no message of ours.
 */
const whole = <A extends { readonly sequence: number | null }>(
  name: string,
  value: t.Type<A, unknown>,
  wire: t.Type<A & { readonly sequence: number }, unknown>,
  other: string,
): t.Type<A, unknown> =>
  planned(
    new t.Type<A, unknown>(name, (u): u is A => value.is(u), wire.validate, t.identity),
    unlessPlan(planOf(wire), [other]),
  );

const MaybeCount = union([Count, t.null]);

const rows = { blockTransactions: array(Row) };
/** A whole projected block, in mining order; may be empty. */
export const Snapshot = whole(
  'Snapshot',
  type({ index: Count, sequence: MaybeCount, ...rows }),
  type({ index: Count, sequence: Count, ...rows }),
  'delta',
);
export type Snapshot = t.TypeOf<typeof Snapshot>;

export const Delta = type(
  { added: array(Row), removed: array(Hash), changed: array(ChangeRow) },
  'Delta',
);
export type Delta = t.TypeOf<typeof Delta>;

const change = { delta: Delta };
/** What changed in a projected block since the sequence before. */
export const Change = whole(
  'Change',
  type({ index: Count, sequence: MaybeCount, ...change }),
  type({ index: Count, sequence: Count, ...change }),
  'blockTransactions',
);
export type Change = t.TypeOf<typeof Change>;
