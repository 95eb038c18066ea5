import { access } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { type WarehouseError, openError } from './database.ts';
import { inTurn } from './in-turn.ts';
import { queryRows } from './query.ts';
import { type QueryError, notBuiltYet } from './query-port.ts';

const RawColumn = t.type({ table_name: t.string, column_name: t.string, data_type: t.string });

/** One column of a raw table as the warehouse has it. */
export type RawColumn = t.TypeOf<typeof RawColumn>;

const query = `
  SELECT table_name, column_name, data_type
  FROM information_schema.columns
  WHERE table_catalog = current_database() AND table_schema = 'raw'
  ORDER BY table_name, ordinal_position`;

const read = async (
  file: string,
): Promise<E.Either<QueryError | WarehouseError, ReadonlyArray<RawColumn>>> => {
  try {
    const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    const rows = await queryRows(connection, query, [], RawColumn);
    connection.closeSync();
    instance.closeSync();
    return rows;
  } catch (error) {
    return E.left(openError(file, error));
  }
};

/** The columns of the schema `raw`, bookkeeping included. The file must not be in use, and is left as it is. */
export const rawColumns = async (
  file: string,
): Promise<E.Either<QueryError | WarehouseError, ReadonlyArray<RawColumn>>> => {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return E.left(notBuiltYet);
  const release = await inTurn(file);
  return read(file).finally(release);
};
