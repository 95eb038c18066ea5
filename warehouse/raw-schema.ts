import { type RawTable, duckdbDdl } from '@bitcoin-pipeline/model';
import type { DuckDBConnection } from '@duckdb/node-api';

const applied = async (connection: DuckDBConnection): Promise<unknown> => {
  await connection.run('CREATE TABLE IF NOT EXISTS raw.applied_ddl (statements VARCHAR)');
  const rows = await connection.runAndReadAll('SELECT statements FROM raw.applied_ddl');
  return rows.getRows()[0]?.[0];
};

/**
 * Makes the raw tables, or adds the columns they lack. The statements are remembered and run only when they differ
 * from the last ones: they take a quarter of a second, a load with nothing new a few milliseconds.
 */
export const prepareRawTables = async (
  connection: DuckDBConnection,
  tables: ReadonlyArray<RawTable>,
): Promise<void> => {
  const statements = tables.flatMap(duckdbDdl).join(';\n');
  if ((await applied(connection)) === statements) return;
  await connection.run(`BEGIN; ${statements}; DELETE FROM raw.applied_ddl`);
  await connection.run('INSERT INTO raw.applied_ddl VALUES ($1)', [statements]);
  await connection.run('COMMIT');
};
