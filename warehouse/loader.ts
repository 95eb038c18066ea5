import { stat } from 'node:fs/promises';
import { type RawTable, duckdbLakeLines, duckdbLoad } from '@bitcoin-pipeline/model';
import { DuckDBBlobValue, type DuckDBConnection } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import type { Warehouse } from './database.ts';
import { type WarehouseFailure, firstLine } from './failure.ts';
import { listObjects, readObject } from './lake-objects.ts';
import { type RefusedObject, recordLoaded, recordRefused, settledFiles } from './ledger.ts';
import { prepareRawTables } from './raw-schema.ts';

export interface LoadReport {
  /** Objects loaded by this call. */
  readonly files: number;
  /** Lines loaded by this call, by table: `{"raw.mempool_block": 133}`; every table given is a key. */
  readonly lines: Readonly<Record<string, number>>;
  /** Objects refused by this call. They stay refused until told to retry. */
  readonly refused: ReadonlyArray<RefusedObject>;
}

/** `no-lake`: there is no such folder; `failed`: the warehouse or the disk, not an object, is at fault. */
export type LoadError = WarehouseFailure<'no-lake' | 'failed'>;

interface ObjectText {
  readonly file: string;
  readonly text: Buffer;
}

/** Inflated bytes and objects of one transaction: bounds memory, and how much is done again when one is refused. */
const batchBytes = 32 * 1024 * 1024;
const batchObjects = 500;

/** Errors of DuckDB that a line causes. Any other (disk full, out of memory) is no fault of the object. */
const causedByLine = /^(Invalid Input|Conversion|Constraint|Out of Range) Error: /;

const insertLines = `
  INSERT INTO lake_lines
  SELECT $file, number, line
  FROM unnest(string_split(decode($text), chr(10))) WITH ORDINALITY AS t(line, number)
  WHERE line <> ''`;

const fill = async (
  connection: DuckDBConnection,
  table: RawTable,
  objects: ReadonlyArray<ObjectText>,
): Promise<number> => {
  await connection.run(duckdbLakeLines);
  for (const { file, text } of objects)
    await connection.run(insertLines, { file, text: new DuckDBBlobValue(text) });
  await connection.run(duckdbLoad(table));
  await recordLoaded(
    connection,
    objects.map(({ file }) => file),
  );
  const lines = await connection.runAndReadAll('SELECT count(*) FROM lake_lines');
  await connection.run('DROP TABLE lake_lines');
  return Number(lines.getRows()[0]?.[0]);
};

/** All objects and their ledger rows in one transaction, or none and the reason. */
const loadTogether = async (
  connection: DuckDBConnection,
  table: RawTable,
  objects: ReadonlyArray<ObjectText>,
): Promise<E.Either<string, number>> => {
  await connection.run('BEGIN');
  try {
    const lines = await fill(connection, table, objects);
    await connection.run('COMMIT');
    return E.right(lines);
  } catch (error) {
    await connection.run('ROLLBACK');
    const reason = firstLine(error);
    if (causedByLine.test(reason)) return E.left(reason.replace(causedByLine, ''));
    throw error;
  }
};

/** What came of some objects of one table. */
interface Outcome {
  readonly files: number;
  readonly lines: number;
  readonly refused: ReadonlyArray<RefusedObject>;
}

const sum = (outcomes: ReadonlyArray<Outcome>): Outcome => ({
  files: outcomes.reduce((files, outcome) => files + outcome.files, 0),
  lines: outcomes.reduce((lines, outcome) => lines + outcome.lines, 0),
  refused: outcomes.flatMap(({ refused }) => refused),
});

const refuse = async (
  connection: DuckDBConnection,
  file: string,
  reason: string,
): Promise<Outcome> => {
  await recordRefused(connection, { file, reason });
  return { files: 0, lines: 0, refused: [{ file, reason }] };
};

/** Loads the batch as a whole; where that fails object by object, so that a bad one stops none but itself. */
const loadBatch = async (
  connection: DuckDBConnection,
  table: RawTable,
  objects: ReadonlyArray<ObjectText>,
): Promise<Outcome> => {
  const [first, ...others] = objects;
  if (first === undefined) return sum([]);
  const loaded = await loadTogether(connection, table, objects);
  if (E.isRight(loaded)) return { files: objects.length, lines: loaded.right, refused: [] };
  if (others.length === 0) return refuse(connection, first.file, loaded.left);
  const outcomes: Outcome[] = [];
  for (const object of objects) outcomes.push(await loadBatch(connection, table, [object]));
  return sum(outcomes);
};

const loadTable = async (
  connection: DuckDBConnection,
  table: RawTable,
  lakeDir: string,
  files: ReadonlyArray<string>,
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

const loadTables = async (
  connection: DuckDBConnection,
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
  retryRefused: boolean,
): Promise<LoadReport> => {
  await prepareRawTables(connection, tables);
  const settled = await settledFiles(connection, retryRefused);
  const outcomes: Array<readonly [string, Outcome]> = [];
  for (const table of tables) {
    const listed = await listObjects(lakeDir, table.prefix);
    const files = listed.filter((file) => !settled.has(file));
    outcomes.push([`raw.${table.name}`, await loadTable(connection, table, lakeDir, files)]);
  }
  const { files, refused } = sum(outcomes.map(([, outcome]) => outcome));
  return {
    files,
    refused,
    lines: Object.fromEntries(outcomes.map(([name, { lines }]) => [name, lines])),
  };
};

/**
 * Loads every complete object of the lake that was not loaded before into the raw table of its prefix, making or
 * widening the tables first. Objects below other prefixes are left alone. A refused object leaves no row, is
 * remembered with its reason in `raw.loaded_files`, and is tried again only with `retryRefused`.
 */
export const loadNew = async (
  warehouse: Warehouse,
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
  { retryRefused = false }: { readonly retryRefused?: boolean } = {},
): Promise<E.Either<LoadError, LoadReport>> => {
  const isFolder = await stat(lakeDir).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return E.left({ tag: 'no-lake', message: `there is no lake folder ${lakeDir}.` });
  try {
    return E.right(await loadTables(warehouse.connection, lakeDir, tables, retryRefused));
  } catch (error) {
    return E.left({
      tag: 'failed',
      message: `loading ${lakeDir} into ${warehouse.file} failed: ${firstLine(error)}`,
    });
  }
};
