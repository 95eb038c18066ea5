import { type DuckDBConnection, DuckDBListValue, LIST, VARCHAR } from '@duckdb/node-api';

/** A lake object that could not be loaded, and why. Nothing of it is in the raw table. */
export interface RefusedObject {
  readonly file: string;
  readonly reason: string;
}

const ledgerTable =
  'CREATE TABLE IF NOT EXISTS raw.loaded_files (file VARCHAR PRIMARY KEY, lines BIGINT, loaded_at TIMESTAMP, error VARCHAR)';

/** Lake keys that were dealt with: loaded, or refused unless refused ones are to be tried again. */
export const settledFiles = async (
  connection: DuckDBConnection,
  retryRefused: boolean,
): Promise<ReadonlySet<unknown>> => {
  await connection.run(ledgerTable);
  const rows = await connection.runAndReadAll(
    'SELECT file FROM raw.loaded_files WHERE error IS NULL OR NOT $1',
    [retryRefused],
  );
  return new Set(rows.getRows().map(([file]) => file));
};

/** Notes the objects whose lines are in `lake_lines`, in the transaction that loads them. */
export const recordLoaded = async (
  connection: DuckDBConnection,
  files: ReadonlyArray<string>,
): Promise<void> => {
  await connection.run(
    `INSERT OR REPLACE INTO raw.loaded_files
     SELECT file, count(line), make_timestamp(epoch_us(now())), NULL
     FROM unnest($1) AS t(file) LEFT JOIN lake_lines ON _file = file GROUP BY file`,
    [new DuckDBListValue([...files])],
    [LIST(VARCHAR)],
  );
};

/** Notes why an object was refused. One whose rows are there from an earlier load stays loaded. */
export const recordRefused = async (
  connection: DuckDBConnection,
  refused: RefusedObject,
): Promise<void> => {
  await connection.run(
    `INSERT INTO raw.loaded_files VALUES ($1, 0, make_timestamp(epoch_us(now())), $2)
     ON CONFLICT (file) DO UPDATE SET loaded_at = excluded.loaded_at, error = excluded.error
     WHERE loaded_files.error IS NOT NULL`,
    [refused.file, refused.reason],
  );
};
