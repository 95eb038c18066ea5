import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { Count } from '../../codec/units.ts';
import { Change, Snapshot, type Delta, type Row } from './2024-04/projected-block.ts';

/** The two messages about a projected block in one layout; both decode to today's values. */
export interface ProjectedCodecs {
  readonly Snapshot: t.Type<Snapshot, unknown>;
  readonly Change: t.Type<Change, unknown>;
}

/** Faults are told of the wire's own codec. */
const toldOf = (context: t.Context, type: t.Mixed): t.Context =>
  context.map((entry, index) => (index === context.length - 1 ? { ...entry, type } : entry));

/** A codec of an older shape whose value is today's; `lift` fills in what the wire lacked. */
export const lifted = <A, W>(
  today: t.Type<A, unknown>,
  wire: t.Type<W, unknown>,
  lift: (value: W) => A,
): t.Type<A, unknown> =>
  new t.Type<A, unknown>(
    wire.name,
    (u): u is A => today.is(u),
    (u, c) => pipe(wire.validate(u, toldOf(c, wire)), E.map(lift)),
    t.identity,
  );

/** The messages of a layout before 2024-04, which numbered no update: their value has the sequence null. */
export const unnumbered = (
  row: t.Type<Row, unknown>,
  delta: t.Type<Delta, unknown>,
): ProjectedCodecs => ({
  Snapshot: lifted(
    Snapshot,
    t.type({ index: Count, blockTransactions: t.array(row) }, 'Snapshot'),
    (value) => ({ ...value, sequence: null }),
  ),
  Change: lifted(Change, t.type({ index: Count, delta }, 'Change'), (value) => ({
    ...value,
    sequence: null,
  })),
});
