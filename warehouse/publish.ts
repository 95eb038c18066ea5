import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import type { Warehouse } from './database.ts';
import { type WarehouseFailure, firstLine } from './failure.ts';
import { type TableName, layerTables, nameOf, quoted } from './tables.ts';

/**
 * What readers get: all of gold, the small silver tables a page needs, and what could not be loaded. `schema.*` is a
 * whole schema.
 */
const servedTables: ReadonlyArray<string> = [
  'gold.*',
  'raw.refused_objects',
  'silver.blocks',
  'silver.conversions',
  'silver.gaps',
  'silver.epochs',
  'silver.feed_counts',
  'silver.quarantine',
];

/** What was published. The same number is in `gold._build` of the served file. */
export interface Published {
  /** Grows with each publication of one warehouse. */
  readonly generation: number;
  /** `gold.block_statistics`, … */
  readonly tables: ReadonlyArray<string>;
}

/** `nothing`: no table to publish is there, so the build has not run; `failed`: the copy could not be made. */
export type PublishError = WarehouseFailure<'nothing' | 'failed'>;

/** The file readers hold, beside the warehouse: `lake.duckdb` → `lake.serve.duckdb`. */
export const serveFileOf = (warehouseFile: string): string =>
  warehouseFile.replace(/(\.duckdb)?$/, '.serve.duckdb');

const isServed =
  (patterns: ReadonlyArray<string>) =>
  (name: TableName): boolean =>
    patterns.includes(nameOf(name)) || patterns.includes(`${name.schema}.*`);

const removeCopy = async (file: string): Promise<void> => {
  await rm(file, { force: true });
  await rm(`${file}.wal`, { force: true });
};

const nextGeneration = async (connection: DuckDBConnection): Promise<number> => {
  await connection.run('CREATE SEQUENCE IF NOT EXISTS raw.publication');
  const rows = await connection.runAndReadAll("SELECT nextval('raw.publication')");
  return Number(rows.getRows()[0]?.[0]);
};

const copyTables = async (
  connection: DuckDBConnection,
  copy: string,
  tables: ReadonlyArray<TableName>,
  generation: number,
): Promise<void> => {
  await connection.run(`ATTACH '${copy.replaceAll("'", "''")}' AS served`);
  try {
    for (const schema of new Set(['gold', ...tables.map((table) => table.schema)]))
      await connection.run(`CREATE SCHEMA served.${schema}`);
    for (const table of tables)
      await connection.run(`CREATE TABLE served.${quoted(table)} AS FROM ${quoted(table)}`);
    await connection.run(
      `CREATE TABLE served.gold._build AS
       SELECT $1::BIGINT AS generation, make_timestamp(epoch_us(now())) AS built_at`,
      [generation],
    );
  } finally {
    await connection.run('DETACH served'); // writes what is in its log into the file
  }
};

const syncPath = async (target: string): Promise<void> => {
  const handle = await open(target);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Copies the tables that match `patterns` into a new file and renames it over `serveFile`: readers see all tables
 * of one build or all of the next. Until the rename the old file stays as it is, whatever happens.
 */
export const publish = async (
  { connection }: Warehouse,
  serveFile: string,
  patterns: ReadonlyArray<string> = servedTables,
): Promise<E.Either<PublishError, Published>> => {
  const copy = `${serveFile}.tmp`;
  try {
    await removeCopy(copy);
    const tables = (await layerTables(connection)).filter(isServed(patterns));
    if (tables.every(({ schema }) => schema === 'raw'))
      return E.left({
        tag: 'nothing',
        message: 'there is no table to publish yet: build them first.',
      });
    const generation = await nextGeneration(connection);
    await copyTables(connection, copy, tables, generation);
    await syncPath(copy);
    await rename(copy, serveFile);
    await syncPath(path.dirname(serveFile));
    return E.right({ generation, tables: tables.map(nameOf) });
  } catch (error) {
    await removeCopy(copy);
    return E.left({
      tag: 'failed',
      message: `publishing ${serveFile} failed: ${firstLine(error)}`,
    });
  }
};
