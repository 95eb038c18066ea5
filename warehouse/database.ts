import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { LakeIdentity } from '@bitcoin-pipeline/model';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { type WarehouseFailure, firstLine } from './failure.ts';
import { inTurn } from './in-turn.ts';
import { memoryLimit } from './memory-limit.ts';

/**
 * - `locked`: another process writes it
 * - `mixed`: it holds another network or class of origin
 * - `newer`: written by a newer program or a newer DuckDB
 * - `not-a-warehouse`: the file is something else or damaged
 * - `unreachable`: it cannot be opened or made
 */
export type WarehouseError = WarehouseFailure<
  'locked' | 'mixed' | 'newer' | 'not-a-warehouse' | 'unreachable'
>;

/** The open warehouse. Its process is the only one that can read or write the file until it is closed. */
export interface Warehouse {
  readonly file: string;
  readonly connection: DuckDBConnection;
  readonly close: () => Promise<void>;
}

/** Raised when tables of ours change by more than additions. */
const warehouseVersion = 1;

/** Why DuckDB could not open the file. */
export const openError = (file: string, error: unknown): WarehouseError => {
  const text = error instanceof Error ? error.message : String(error);
  const pid = /Conflicting lock is held in .*?\(PID (\d+)\)/.exec(text)?.[1];
  if (
    pid !== undefined ||
    text.includes('Conflicting lock') ||
    text.includes('Could not set lock')
  ) {
    const by = pid === undefined ? '' : ` (pid ${pid})`;
    return {
      tag: 'locked',
      message: `${file} is being written by another process${by}: stop it or name another warehouse.`,
    };
  }
  if (text.includes('not a valid DuckDB database file') || text.includes('Corrupt database file'))
    return {
      tag: 'not-a-warehouse',
      message: `${file} is not a DuckDB file or is damaged: name another warehouse.`,
    };
  if (text.includes('version number'))
    return {
      tag: 'newer',
      message: `${file} was written by another version of DuckDB: ${firstLine(error)}`,
    };
  return { tag: 'unreachable', message: `${file} can't be opened: ${firstLine(error)}` };
};

const isNew = async (connection: DuckDBConnection): Promise<boolean> => {
  const tables = await connection.runAndReadAll('SELECT 1 FROM duckdb_tables() LIMIT 1');
  return tables.currentRowCount === 0;
};

const writeIdentity = async (connection: DuckDBConnection, lake: LakeIdentity): Promise<void> => {
  await connection.run(`BEGIN;
    CREATE SCHEMA IF NOT EXISTS raw;
    CREATE TABLE raw.warehouse_info (version INTEGER, network VARCHAR, origin_class VARCHAR)`);
  await connection.run('INSERT INTO raw.warehouse_info VALUES ($1, $2, $3)', [
    warehouseVersion,
    lake.network,
    lake.originClass,
  ]);
  await connection.run('COMMIT');
};

const identityError = async (
  file: string,
  connection: DuckDBConnection,
  lake: LakeIdentity,
): Promise<WarehouseError | undefined> => {
  const known = await connection
    .runAndReadAll('SELECT version, network, origin_class FROM raw.warehouse_info')
    .catch(() => undefined);
  const [version, network, originClass] = known?.getRows()[0] ?? [];
  if (typeof version !== 'number')
    return {
      tag: 'not-a-warehouse',
      message: `${file} is a DuckDB file of something else: name another warehouse.`,
    };
  if (version > warehouseVersion)
    return {
      tag: 'newer',
      message: `${file} is a warehouse of version ${version}, this program knows ${warehouseVersion}: update it or name another warehouse.`,
    };
  if (network !== lake.network || originClass !== lake.originClass)
    return {
      tag: 'mixed',
      message: `${file} holds ${String(network)} ${String(originClass)} data, the lake is ${lake.network} ${lake.originClass}: name another warehouse.`,
    };
  return undefined;
};

const close = async (instance: DuckDBInstance, connection: DuckDBConnection): Promise<void> => {
  await connection.run('CHECKPOINT').catch(() => undefined); // off the event loop; closing would do it on it
  connection.closeSync();
  instance.closeSync();
};

const openFile = async (
  file: string,
  lake: LakeIdentity,
): Promise<E.Either<WarehouseError, Warehouse>> => {
  let instance: DuckDBInstance;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    instance = await DuckDBInstance.create(file, memoryLimit);
  } catch (error) {
    return E.left(openError(file, error));
  }
  const connection = await instance.connect();
  const warehouse = { file, connection, close: () => close(instance, connection) };
  try {
    if (await isNew(connection)) await writeIdentity(connection, lake);
    const error = await identityError(file, connection, lake);
    if (error === undefined) return E.right(warehouse);
    await warehouse.close();
    return E.left(error);
  } catch (error) {
    await warehouse.close();
    return E.left(openError(file, error));
  }
};

/**
 * Opens the warehouse for writing, or makes it with the lake's identity. Until `close` the file is locked against
 * every other process, which gives an error, and others in this process wait for it.
 */
export const openWarehouse = async (
  file: string,
  lake: LakeIdentity,
): Promise<E.Either<WarehouseError, Warehouse>> => {
  const release = await inTurn(file);
  const opened = await openFile(file, lake);
  if (E.isLeft(opened)) {
    release();
    return opened;
  }
  return E.right({ ...opened.right, close: () => opened.right.close().finally(release) });
};

/** Opens the warehouse, uses it and closes it, so that another process may have the file before and after. */
export const withWarehouse = async <L, A>(
  file: string,
  lake: LakeIdentity,
  use: (warehouse: Warehouse) => Promise<E.Either<L, A>>,
): Promise<E.Either<WarehouseError | L, A>> => {
  const opened = await openWarehouse(file, lake);
  if (E.isLeft(opened)) return opened;
  try {
    return await use(opened.right);
  } finally {
    await opened.right.close();
  }
};
