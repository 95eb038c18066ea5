import { stat } from 'node:fs/promises';
import type { RawTable } from '@bitcoin-pipeline/model';
import type { DuckDBConnection } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { type ObjectText, type Outcome, loadBatch, refuse, sum } from './batch.ts';
import type { Warehouse } from './database.ts';
import { type WarehouseFailure, firstLine } from './failure.ts';
import { readObject } from './lake-objects.ts';
import { type RefusedObject, prepareLedger } from './ledger.ts';
import { prepareRawTables } from './raw-schema.ts';
import { firstPortion } from './portion.ts';
import { type ToLoad, type Wanted, toLoad } from './to-load.ts';
import { trimRaw } from './trim.ts';

export interface LoadReport {
  /** Objects loaded by this call. */
  readonly files: number;
  /** Lines loaded by this call, by table: `{"raw.mempool_block": 133}`; every table given is a key. */
  readonly lines: Readonly<Record<string, number>>;
  /** Objects refused by this call. They stay refused until told to retry. */
  readonly refused: ReadonlyArray<RefusedObject>;
  /** Rows of the next block that were removed for their age. */
  readonly trimmed: number;
  /** Whether objects are left for the next call. */
  readonly isPortion: boolean;
}

export interface LoadOptions extends Wanted {
  /**
   * Takes the oldest hours of arrival that have together at most so many bytes in the lake, one hour at least, where
   * there is more. What was refused is tried again with the last of them.
   * @default everything
   */
  readonly portionBytes?: number;
  /**
   * How long rows of the next block stay in the raw table, counted from when they were received and loaded.
   * @default for ever
   */
  readonly keepRawDays?: number;
  /** Told after each object that was read; `of`: also those that are left for another call. */
  readonly onProgress?: (objects: number, of: number) => void;
}

/** `no-lake`: there is no such folder; `failed`: the warehouse or the disk, not an object, is at fault. */
export type LoadError = WarehouseFailure<'no-lake' | 'failed'>;

/** Inflated bytes and objects of one transaction: bounds memory, and how much is done again when one is refused. */
const batchBytes = 32 * 1024 * 1024;
const batchObjects = 500;

/** What the load statement holds lines against: the warehouse is of one lake. */
const lakeVariables = `
  SET VARIABLE lake_network = (SELECT network FROM raw.warehouse_info);
  SET VARIABLE lake_origin_class = (SELECT origin_class FROM raw.warehouse_info)`;

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

/** What this call loads; `objects`: of it and all that is left for another. */
const takeNext = async (
  connection: DuckDBConnection,
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
  { portionBytes = Infinity, ...wanted }: LoadOptions,
) => {
  const fresh = await toLoad(connection, lakeDir, tables, { ...wanted, retryRefused: false });
  const portion =
    wanted.again === undefined ? await firstPortion(lakeDir, fresh, portionBytes) : undefined;
  if (portion !== undefined)
    return { found: portion, objects: objectsOf(fresh), isPortion: true } as const;
  const isAll = wanted.retryRefused === true;
  const found = isAll ? await toLoad(connection, lakeDir, tables, wanted) : fresh;
  return { found, objects: objectsOf(found), isPortion: false } as const;
};

const objectsOf = (found: ReadonlyArray<ToLoad>): number =>
  found.reduce((objects, { keys }) => objects + keys.length, 0);

const loadTables = async (
  connection: DuckDBConnection,
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
  options: LoadOptions,
): Promise<LoadReport> => {
  await prepareRawTables(connection, tables);
  await prepareLedger(connection);
  await connection.run(lakeVariables);
  const { found, objects: total, isPortion } = await takeNext(connection, lakeDir, tables, options);
  let read = 0;
  const onRead = (): void => {
    read += 1;
    options.onProgress?.(read, total);
  };
  const outcomes: Array<readonly [string, Outcome]> = [];
  for (const { table, keys } of found)
    outcomes.push([`raw.${table.name}`, await loadTable(connection, table, lakeDir, keys, onRead)]);
  const { files, refused } = sum(outcomes.map(([, outcome]) => outcome));
  return {
    files,
    refused,
    isPortion,
    lines: Object.fromEntries(outcomes.map(([name, { lines }]) => [name, lines])),
    trimmed: options.keepRawDays === undefined ? 0 : await trimRaw(connection, options.keepRawDays),
  };
};

/**
 * Loads every complete object of the lake that was not loaded before into the raw table of its prefix, making or
 * widening the tables first; or, asked for a range, those of its hours again, so that their rows are in the raw tables
 * once more. Objects below other prefixes are left alone. A refused object leaves no row, is remembered with its reason
 * in `raw.loaded_files`, shown by `raw.refused_objects`, and is tried again only with `retryRefused` or in a range.
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
