import { stat } from 'node:fs/promises';
import type { RawTable } from '@bitcoin-pipeline/model';
import type { DuckDBConnection } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { type ObjectText, type Outcome, loadBatch, refuse, sum } from './batch.ts';
import type { Warehouse } from './database.ts';
import { type WarehouseFailure, firstLine } from './failure.ts';
import { listObjects, readObject } from './lake-objects.ts';
import { type LakeRange, arrivedWithin } from './lake-range.ts';
import { type RefusedObject, settledFiles } from './ledger.ts';
import { prepareRawTables } from './raw-schema.ts';

export interface LoadReport {
  /** Objects loaded by this call. */
  readonly files: number;
  /** Lines loaded by this call, by table: `{"raw.mempool_block": 133}`; every table given is a key. */
  readonly lines: Readonly<Record<string, number>>;
  /** Objects refused by this call. They stay refused until told to retry. */
  readonly refused: ReadonlyArray<RefusedObject>;
}

export interface LoadOptions {
  /** @default false */
  readonly retryRefused?: boolean;
  /**
   * Loads the objects that arrived in these hours, whether they were loaded before, refused or neither, and no others.
   * @default what was not loaded before
   */
  readonly again?: LakeRange;
  /** Told after each object that was read. */
  readonly onProgress?: (objects: number, of: number) => void;
}

/** `no-lake`: there is no such folder; `failed`: the warehouse or the disk, not an object, is at fault. */
export type LoadError = WarehouseFailure<'no-lake' | 'failed'>;

/** Inflated bytes and objects of one transaction: bounds memory, and how much is done again when one is refused. */
const batchBytes = 32 * 1024 * 1024;
const batchObjects = 500;

const loadTable = async (
  connection: DuckDBConnection,
  table: RawTable,
  lakeDir: string,
  files: ReadonlyArray<string>,
  onRead: () => void,
): Promise<Outcome> => {
  const outcomes: Outcome[] = [];
  let batch: ObjectText[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    outcomes.push(await loadBatch(connection, table, batch));
    batch = [];
    bytes = 0;
  };
  for (const file of files) {
    const text = await readObject(lakeDir, file);
    onRead();
    if (text === undefined) continue;
    if (E.isLeft(text)) {
      outcomes.push(await refuse(connection, file, text.left));
      continue;
    }
    batch.push({ file, text: text.right });
    bytes += text.right.length;
    if (bytes >= batchBytes || batch.length >= batchObjects) await flush();
  }
  await flush();
  return sum(outcomes);
};

/** Which objects are to be loaded. */
const wanted = async (
  connection: DuckDBConnection,
  { again, retryRefused = false }: LoadOptions,
): Promise<(file: string) => boolean> => {
  const settled = await settledFiles(connection, retryRefused);
  return again === undefined ? (file) => !settled.has(file) : arrivedWithin(again);
};

/**
 * What there is to load, by table. The last table is listed first: a producer writes what it says of its lines (the
 * ledger's tables come last) after those lines, which must then be listed too.
 */
const listTables = async (
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
  isWanted: (file: string) => boolean,
): Promise<ReadonlyArray<readonly [RawTable, ReadonlyArray<string>]>> => {
  const listed: Array<readonly [RawTable, ReadonlyArray<string>]> = [];
  for (const table of tables.toReversed())
    listed.unshift([table, (await listObjects(lakeDir, table.prefix)).filter(isWanted)]);
  return listed;
};

const loadTables = async (
  connection: DuckDBConnection,
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
  options: LoadOptions,
): Promise<LoadReport> => {
  await prepareRawTables(connection, tables);
  const listed = await listTables(lakeDir, tables, await wanted(connection, options));
  const total = listed.reduce((objects, [, keys]) => objects + keys.length, 0);
  let read = 0;
  const onRead = (): void => {
    read += 1;
    options.onProgress?.(read, total);
  };
  const outcomes: Array<readonly [string, Outcome]> = [];
  for (const [table, keys] of listed)
    outcomes.push([`raw.${table.name}`, await loadTable(connection, table, lakeDir, keys, onRead)]);
  const { files, refused } = sum(outcomes.map(([, outcome]) => outcome));
  return {
    files,
    refused,
    lines: Object.fromEntries(outcomes.map(([name, { lines }]) => [name, lines])),
  };
};

/**
 * Loads every complete object of the lake that was not loaded before into the raw table of its prefix, making or
 * widening the tables first; or, asked for a range, those of its hours again, so that their rows are in the raw tables
 * once more. Objects below other prefixes are left alone. A refused object leaves no row, is remembered with its reason
 * in `raw.loaded_files`, and is tried again only with `retryRefused` or in a range.
 */
export const loadNew = async (
  warehouse: Warehouse,
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
  options: LoadOptions = {},
): Promise<E.Either<LoadError, LoadReport>> => {
  const isFolder = await stat(lakeDir).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return E.left({ tag: 'no-lake', message: `there is no lake folder ${lakeDir}.` });
  try {
    return E.right(await loadTables(warehouse.connection, lakeDir, tables, options));
  } catch (error) {
    return E.left({
      tag: 'failed',
      message: `loading ${lakeDir} into ${warehouse.file} failed: ${firstLine(error)}`,
    });
  }
};
