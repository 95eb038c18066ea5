import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Json } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { type Warehouse, openWarehouse } from '../../warehouse/database.ts';

export const mainnet = { network: 'mainnet', origin_class: 'recording' };

/** The value, or the error thrown. */
export const right = <L, A>(either: E.Either<L, A>): A => {
  if (E.isRight(either)) return either.right;
  throw new Error(JSON.stringify(either.left));
};

/** The error, or a failure of the test. */
export const left = <L, A>(either: E.Either<L, A>): L => {
  if (E.isLeft(either)) return either.left;
  throw new Error(`no error but ${JSON.stringify(either.right)}`);
};

/** The warehouse of a folder, closed when the test is over. */
export const warehouseIn = async (folder: string): Promise<Warehouse> => {
  const warehouse = right(await openWarehouse(path.join(folder, 'lake.duckdb'), mainnet));
  onTestFinished(warehouse.close);
  return warehouse;
};

/** Rows as DuckDB prints them: BIGINT and TIMESTAMP as text. */
export const rowsOf = async (
  warehouse: Warehouse,
  sql: string,
): Promise<ReadonlyArray<ReadonlyArray<Json>>> =>
  (await warehouse.connection.runAndReadAll(sql)).getRowsJson();
