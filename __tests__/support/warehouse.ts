import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import type { Json } from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { type Warehouse, openWarehouse } from '../../warehouse/database.ts';
import { mainnet } from './identity.ts';

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

/** A second process that holds the warehouse, as soon as it does; it ends with the test at the latest. */
export const heldByAnother = async (
  file: string,
  task = 'hold',
  network: string = mainnet.network,
): Promise<ChildProcess> => {
  const script = fileURLToPath(new URL('hold-warehouse.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, file, task, network], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = await lines.next();
  if (said.value !== 'held') throw new Error(`the other process could not open ${file}`);
  return child;
};
