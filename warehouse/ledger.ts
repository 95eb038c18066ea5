import { type DuckDBConnection, DuckDBListValue, LIST, VARCHAR } from '@duckdb/node-api';

/** A lake object that could not be loaded, and why. Nothing of it is in the raw table. */
export interface RefusedObject {
  readonly file: string;
  readonly reason: string;
}

const ledgerTable =
  'CREATE TABLE IF NOT EXISTS raw.loaded_files (file VARCHAR PRIMARY KEY, lines BIGINT, loaded_at TIMESTAMP, error VARCHAR)';

/** The refused objects for whoever reads tables: the ledger itself is bookkeeping. */
const refusedView = `CREATE VIEW IF NOT EXISTS raw.refused_objects AS
  SELECT file, loaded_at AS refused_at, error AS reason FROM raw.loaded_files WHERE error IS NOT NULL`;

/** Makes the ledger where there is none. */
export const prepareLedger = async (connection: DuckDBConnection): Promise<void> => {
  await connection.run(ledgerTable);
  await connection.run(refusedView);
};

/** Those of these lake keys that were not dealt with: neither loaded nor, unless they are to be tried again, refused. */
export const unsettledOf = async (
  connection: DuckDBConnection,
  keys: ReadonlyArray<string>,
  retryRefused: boolean,
): Promise<ReadonlyArray<string>> => {
  if (keys.length === 0) return [];
  const rows = await connection.runAndReadAll(
    `SELECT key FROM unnest(string_split($1, chr(10))) WITH ORDINALITY AS t(key, number)
     WHERE NOT EXISTS (FROM raw.loaded_files WHERE file = key AND (error IS NULL OR NOT $2))
     ORDER BY number`,
    [keys.join('\n'), retryRefused],
  );
  return rows.getRows().map(([key]) => String(key));
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
