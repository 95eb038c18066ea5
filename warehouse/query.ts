import { access } from 'node:fs/promises';
import type { LakeIdentity } from '@bitcoin-pipeline/model';
import type { DuckDBConnection } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { type WarehouseError, withWarehouse } from './database.ts';
import { decodeRows } from './decode-rows.ts';
import { firstLine } from './failure.ts';
import { type JsonValue, jsonValue } from './json-value.ts';
import { type QueryError, type QueryParameters, notBuiltYet } from './query-port.ts';

/** Rows as objects by column, values as `jsonValue` gives them, each decoded by the codec. */
export const queryRows = async <A>(
  connection: DuckDBConnection,
  sql: string,
  parameters: QueryParameters,
  row: t.Type<A, unknown>,
): Promise<E.Either<QueryError, ReadonlyArray<A>>> => {
  try {
    const result = await connection.runAndReadAll(sql, [...parameters]);
    return decodeRows(row, result.convertRowObjects<JsonValue>(jsonValue));
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
