import { access } from 'node:fs/promises';
import type { LakeIdentity } from '@bitcoin-pipeline/model';
import type { DuckDBConnection } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { PathReporter } from 'io-ts/lib/PathReporter.js';
import { type WarehouseError, withWarehouse } from './database.ts';
import { type WarehouseFailure, firstLine } from './failure.ts';
import { type JsonValue, jsonValue } from './json-value.ts';

/**
 * - `not-built-yet`: there is no such file so far
 * - `failed`: the file can't be opened or the query is wrong
 * - `unexpected-rows`: the rows are not what the codec says
 */
export type QueryError = WarehouseFailure<'not-built-yet' | 'failed' | 'unexpected-rows'>;

/** Values of `$1`, `$2`, … in a query. */
export type QueryParameters = ReadonlyArray<string | number | boolean | null>;

export const notBuiltYet: QueryError = {
  tag: 'not-built-yet',
  message: 'the tables are not built yet.',
};

/** Rows as objects by column, values as `jsonValue` gives them, each decoded by the codec. */
export const queryRows = async <A>(
  connection: DuckDBConnection,
  sql: string,
  parameters: QueryParameters,
  row: t.Type<A, unknown>,
): Promise<E.Either<QueryError, ReadonlyArray<A>>> => {
  try {
    const result = await connection.runAndReadAll(sql, [...parameters]);
    const decoded = t.array(row).decode(result.convertRowObjects<JsonValue>(jsonValue));
    if (E.isRight(decoded)) return decoded;
    const [fault] = PathReporter.report(decoded);
    return E.left({ tag: 'unexpected-rows', message: `the query gave other rows: ${fault ?? ''}` });
  } catch (error) {
    return E.left({ tag: 'failed', message: `the query failed: ${firstLine(error)}` });
  }
};

/**
 * One query on the warehouse itself, raw and silver tables included; the file is locked while it runs and must not be
 * in use. A warehouse that is not there is not made.
 */
export const queryWarehouse = async <A>(
  file: string,
  lake: LakeIdentity,
  sql: string,
  parameters: QueryParameters,
  row: t.Type<A, unknown>,
): Promise<E.Either<QueryError | WarehouseError, ReadonlyArray<A>>> => {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return E.left(notBuiltYet);
  return withWarehouse(file, lake, ({ connection }) => queryRows(connection, sql, parameters, row));
};
