import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { ColumnCodec, Scalar } from '../codec/column-codec.ts';
import type { Column } from '../tables/column.ts';

/** One flat value of an event: its codec, what it says, and where in the fragment it stands (null: given by us). */
export interface Field<A extends Scalar> {
  readonly codec: ColumnCodec<A>;
  readonly description: string;
  readonly path: ReadonlyArray<string> | null;
}

/** A field of whatever value; `t.Any` because a codec is invariant in its value. */
interface AnyField {
  readonly codec: t.Any &
    Pick<ColumnCodec<never>, 'columnType' | 'nullable' | 'accepted'> & {
      readonly fromWire: t.Validate<unknown, Scalar>;
    };
  readonly description: string;
  readonly path: ReadonlyArray<string> | null;
}
export type Fields = Readonly<Record<string, AnyField>>;
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: t.TypeOf<F[K]['codec']> };

/** A value read from the fragment at `path`. */
export const inFragment = <A extends Scalar, const P extends ReadonlyArray<string>>(
  path: P,
  codec: ColumnCodec<A>,
  description: string,
): Field<A> & { readonly path: P } => ({ codec, description, path });

/** A value that we add: from the frame around the fragment, or from the ledger. */
export const given = <A extends Scalar>(
  codec: ColumnCodec<A>,
  description: string,
): Field<A> & { readonly path: null } => ({ codec, description, path: null });

/** `feeSats` → `fee_sats`: the same word in code and in columns. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const columnsOf = (fields: Fields): ReadonlyArray<Column> =>
  Object.entries(fields).map(([name, { codec, description }]) => ({
    name: snakeCase(name),
    type: codec.columnType,
    nullable: codec.nullable,
    description,
    ...(codec.accepted === null ? {} : { accepted: codec.accepted }),
  }));

const at = (value: unknown, path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>((inner, key) => (t.UnknownRecord.is(inner) ? inner[key] : undefined), value);

/** Reads the values that stand in the fragment; names the first that is not what its codec says. */
export const readFields = (
  fields: Fields,
  fragment: unknown,
): E.Either<t.Errors, Readonly<Record<string, Scalar>>> => {
  const values: Record<string, Scalar> = {};
  for (const [name, { codec, path }] of Object.entries(fields)) {
    if (path === null) continue;
    const value = at(fragment, path);
    const context: t.Context = path.map((key) => ({ key, type: codec, actual: value }));
    const read = codec.fromWire(value, context);
    if (E.isLeft(read)) return read;
    values[name] = read.right;
  }
  return E.right(values);
};

/** The flat part of a line as a codec: camelCase values inside, snake_case keys outside. */
export const flatCodec = <F extends Fields>(
  name: string,
  fields: F,
): t.Type<ValuesOf<F>, Record<string, Scalar>> => {
  const entries = Object.entries(fields);
  const is = (u: unknown): u is ValuesOf<F> =>
    t.UnknownRecord.is(u) && entries.every(([key, { codec }]) => codec.is(u[key]));
  return new t.Type(
    name,
    is,
    (u, c) => {
      if (!t.UnknownRecord.is(u)) return t.failure(u, c);
      const values: Record<string, Scalar> = {};
      const errors: t.Errors = [];
      for (const [key, { codec }] of entries) {
        // a line written before the field was added has no such key
        const value = u[snakeCase(key)] ?? (codec.nullable ? null : undefined);
        const read = codec.validate(value, t.appendContext(c, snakeCase(key), codec, value));
        if (E.isLeft(read)) errors.push(...read.left);
        else values[key] = read.right as Scalar;
      }
      return errors.length > 0 ? t.failures(errors) : t.success(values as ValuesOf<F>);
    },
    (values) =>
      Object.fromEntries(
        entries.map(([key]) => [snakeCase(key), (values as Record<string, Scalar>)[key] ?? null]),
      ),
  );
};
