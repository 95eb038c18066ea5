import { DuckDBInstance } from '@duckdb/node-api';
import { type ColumnType, duckdbDdl, duckdbLoad, rawTables } from '@bitcoin-pipeline/model';
import { expect, it } from 'vitest';
import { duckdbColumnType } from '../../../model/tables/duckdb.ts';
import { column, rawTableOf } from '../../support/raw-tables.ts';

it.each<[ColumnType, string]>([
  ['text', 'VARCHAR'],
  ['integer', 'BIGINT'],
  ['boolean', 'BOOLEAN'],
  ['timestamp', 'TIMESTAMP'],
  ['json', 'VARCHAR'],
])('keeps %s as %s', (type, expected) => expect(duckdbColumnType(type)).toBe(expected));

it('makes a table and widens it, with a comment on each column', () => {
  const table = {
    ...rawTableOf('x', 'x/', []),
    description: "A table's own.",
    columns: [column('height', 'integer'), { ...column('payload', 'json'), nullable: false }],
  };
  expect(duckdbDdl(table)).toStrictEqual([
    'CREATE TABLE IF NOT EXISTS raw.x (\n  height BIGINT,\n  payload VARCHAR\n)',
    'ALTER TABLE raw.x ADD COLUMN IF NOT EXISTS height BIGINT',
    'ALTER TABLE raw.x ADD COLUMN IF NOT EXISTS payload VARCHAR',
    "COMMENT ON TABLE raw.x IS 'A table''s own.'",
    "COMMENT ON COLUMN raw.x.height IS 'The line''s height.'",
    "COMMENT ON COLUMN raw.x.payload IS 'The line''s payload.'",
  ]);
});

it('makes every raw table with the columns the model lists, also when run twice', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('CREATE SCHEMA raw');
  for (const statement of [...rawTables, ...rawTables].flatMap(duckdbDdl))
    await connection.run(statement);
  const found = await connection.runAndReadAll(
    "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'raw' ORDER BY ALL",
  );
  expect(found.getRows()).toStrictEqual(
    rawTables
      .flatMap(({ name, columns }) => columns.map((each) => [name, each.name, each.description]))
      .toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
  );
  connection.closeSync();
  instance.closeSync();
});

it.each(rawTables)(
  'fills raw.$name by a statement without the names of its fields',
  ({ name, columns }) => {
    const own = columns.slice(columns.findIndex((each) => each.name === 'parts') + 1, -4);
    const statement = duckdbLoad(rawTableOf(name, 'x/', []));
    expect(own.length).toBeGreaterThan(0);
    for (const field of own) expect(statement).not.toMatch(new RegExp(`\\b${field.name}\\b`, 'i'));
  },
);
