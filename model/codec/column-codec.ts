import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { ColumnType } from '../tables/column.ts';
import { planOf, planned } from './plan.ts';

/** What stands as a flat value in a line. */
export type Scalar = string | number | boolean | null;

/**
 * A codec that is also a column. `decode` reads the value as it stands in a line; `fromWire` reads it
 * as the provider sends it (an instant is seconds there and ISO text here).
 */
export class ColumnCodec<A extends Scalar> extends t.Type<A, A> {
  readonly columnType: ColumnType;
  readonly nullable: boolean;
  readonly accepted: ReadonlyArray<string> | null;
  readonly fromWire: t.Validate<unknown, A>;

  constructor(
    name: string,
    is: t.Is<A>,
    column: {
      readonly type: ColumnType;
      readonly nullable?: boolean;
      readonly accepted?: ReadonlyArray<string>;
      readonly fromWire?: t.Validate<unknown, A>;
    },
  ) {
    const validate: t.Validate<unknown, A> = (u, c) => (is(u) ? t.success(u) : t.failure(u, c));
    super(name, is, validate, (a) => a);
    this.columnType = column.type;
    this.nullable = column.nullable ?? false;
    this.accepted = column.accepted ?? null;
    this.fromWire = column.fromWire ?? validate;
  }
}

/** A column that takes exactly the values of an io-ts codec whose input and output are the same. */
export const columnOf = <A extends Exclude<Scalar, null>>(
  codec: t.Type<A, unknown>,
  type: ColumnType,
): ColumnCodec<A> => planned(new ColumnCodec(codec.name, codec.is, { type }), planOf(codec));

/** A closed set of words. */
export const oneOf = <const W extends ReadonlyArray<string>>(
  name: string,
  words: W,
): ColumnCodec<W[number]> =>
  planned(
    new ColumnCodec(name, (u): u is W[number] => words.some((word) => word === u), {
      type: 'text',
      accepted: words,
    }),
    { takes: 'words', words },
  );

/** Null in a line; null or absent on the wire. */
export const nullable = <A extends Exclude<Scalar, null>>(
  codec: ColumnCodec<A>,
): ColumnCodec<A | null> =>
  planned(
    new ColumnCodec(`${codec.name} | null`, (u): u is A | null => u === null || codec.is(u), {
      type: codec.columnType,
      nullable: true,
      ...(codec.accepted === null ? {} : { accepted: codec.accepted }),
      fromWire: (u, c) => (u === null || u === undefined ? E.right(null) : codec.fromWire(u, c)),
    }),
    { takes: 'one-of', choices: [{ takes: 'null' }, planOf(codec)] },
  );
