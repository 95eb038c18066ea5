import type { DuckDBConnection } from '@duckdb/node-api';
import type { Warehouse } from './database.ts';

/** `raw.mempool_block`, quoted where it is used as an identifier. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

export const nameOf = ({ schema, table }: TableName): string => `${schema}.${table}`;

/** The name as an identifier of SQL. */
export const quoted = ({ schema, table }: TableName): string =>
  [schema, table].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');

/** Tables and views of the layers raw, silver and gold, sorted by name; without ours for bookkeeping. */
export const layerTables = async (
  connection: DuckDBConnection,
): Promise<ReadonlyArray<TableName>> => {
  const rows = await connection.runAndReadAll(`
    SELECT table_schema, table_name
    FROM information_schema.tables
    WHERE table_catalog = current_database()
      AND table_schema IN ('raw', 'silver', 'gold')
      AND NOT (table_schema = 'raw' AND table_name IN ('loaded_files', 'warehouse_info', 'applied_ddl'))
      AND NOT starts_with(table_name, '_')
    ORDER BY table_schema, table_name`);
  return rows
    .getRows()
    .map(([schema, table]) => ({ schema: String(schema), table: String(table) }));
};

/** Rows of each raw, silver and gold table: `{"gold.block_statistics": 34, "raw.mempool_block": 133}`. */
export const tableCounts = async ({
  connection,
}: Warehouse): Promise<Readonly<Record<string, number>>> => {
  const tables = await layerTables(connection);
  const counts: Array<readonly [string, number]> = [];
  for (const table of tables) {
    const rows = await connection.runAndReadAll(`SELECT count(*) FROM ${quoted(table)}`);
    counts.push([nameOf(table), Number(rows.getRows()[0]?.[0])]);
  }
  return Object.fromEntries(counts);
};
