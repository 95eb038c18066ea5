import { rawTables, snowflakeDdl } from '@bitcoin-pipeline/model';
import path from 'node:path';
import type { DbtWarehouse } from '../dbt-warehouse.ts';
import type { SnowflakeEmulator } from './emulator.ts';

/**
 * Makes the raw tables in the emulator by the generated DDL and fills them with the rows of a DuckDB warehouse, through
 * Parquet files in `folder`: it can not COPY lines as Snowflake does.
 */
export const loadRaw = async (
  emulator: SnowflakeEmulator,
  warehouse: DbtWarehouse,
  folder: string,
): Promise<void> => {
  const statements = ['CREATE SCHEMA IF NOT EXISTS RAW'];
  for (const table of rawTables) {
    const file = path.join(folder, `${table.name}.parquet`);
    await warehouse.change(`copy raw.${table.name} to '${file}'`);
    const [create] = snowflakeDdl(table);
    const names = table.columns.map(({ name }) => name);
    const values = table.columns.map(({ name, type }) =>
      type === 'json' ? `parse_json(${name})` : name,
    );
    statements.push(
      create ?? '',
      `insert into RAW.${table.name} (${names.join(', ')}) select ${values.join(', ')} from read_parquet('${file}')`,
    );
  }
  await emulator.run(statements);
};
