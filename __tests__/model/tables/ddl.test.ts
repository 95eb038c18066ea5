import { DuckDBInstance } from '@duckdb/node-api';
import { rawTables } from '@bitcoin-pipeline/model';
import { expect, it } from 'vitest';
import { ddlText, dialects } from '../../../model/tables/ddl.ts';

it.each(dialects)('says on its first line that the file is generated: %s', (dialect) => {
  expect(ddlText(dialect, rawTables).split('\n', 1)[0]).toBe(
    `-- Generated from the model by \`bitcoin-pipeline ddl --dialect ${dialect}\`: change the model, not this file.`,
  );
});

it.each(dialects)('replaces and drops nothing, and may run again: %s', (dialect) => {
  const text = ddlText(dialect, rawTables);
  expect(text).not.toMatch(/\b(or\s+replace|drop|truncate|delete)\b/i);
  expect(
    text.match(/^CREATE .*/gm)?.filter((line) => !line.includes(' IF NOT EXISTS ')),
  ).toStrictEqual([]);
});

it('names every raw table, its pipe and its prefix for Snowflake', () => {
  const text = ddlText('snowflake', rawTables);
  for (const { name, prefix } of rawTables) {
    expect(text).toContain(`CREATE TABLE IF NOT EXISTS RAW.${name.toUpperCase()} (`);
    expect(text).toContain(`CREATE PIPE IF NOT EXISTS RAW.${name.toUpperCase()}_PIPE\n`);
    expect(text).toContain(`FROM @RAW.LAKE/${prefix}\n`);
  }
});

it('is a script that DuckDB runs, twice, and that loads nothing by itself', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const text = ddlText('duckdb', rawTables);
  await connection.run(text);
  await connection.run(text);
  const tables = await connection.runAndReadAll(
    "SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'raw'",
  );
  expect(new Set(tables.getRowsJson().map(String))).toStrictEqual(
    new Set(rawTables.map(({ name }) => `${name},0`)),
  );
  connection.closeSync();
  instance.closeSync();
});
