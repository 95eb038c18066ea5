import { DuckDBInstance } from '@duckdb/node-api';

/** The rows of a query on a warehouse that nobody holds, as JSON values. */
export const rowsOf = async (
  warehouse: string,
  sql: string,
): Promise<ReadonlyArray<Record<string, unknown>>> => {
  const instance = await DuckDBInstance.create(warehouse, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};
