import { ddlText, dialects, rawTables, readDdl, type RawTable } from '@bitcoin-pipeline/model';
import { DuckDBInstance } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { ddlDifference, refusalWords } from '../../../model/tables/ddl-difference.ts';
import { column } from '../../support/raw-tables.ts';
import { right } from '../../support/warehouse.ts';

/** The tables without some columns. */
const without = (...names: ReadonlyArray<string>): ReadonlyArray<RawTable> =>
  rawTables.map((table) => ({
    ...table,
    columns: table.columns.filter(({ name }) => !names.includes(name)),
  }));

const differenceOf = (
  dialect: (typeof dialects)[number],
  old: ReadonlyArray<RawTable>,
  now: ReadonlyArray<RawTable> = rawTables,
) => ddlDifference(dialect, right(readDdl(ddlText(dialect, old))).tables, now);

describe.each(dialects)('the DDL of %s', (dialect) => {
  const text = ddlText(dialect, rawTables);

  it('is read as what the model makes', () => {
    const read = right(readDdl(text));
    expect(read.dialect).toBe(dialect);
    expect(ddlDifference(dialect, read.tables, rawTables)).toStrictEqual({
      statements: [],
      refusals: [],
    });
  });

  it('is read so without its comments, in other white space and another order of columns', () => {
    const plain = text
      .replaceAll(/^--.*$/gm, '')
      .replaceAll(/^CREATE TABLE.*?\n\)/gms, (table) => {
        const [first = '', ...rest] = table.split('\n');
        const columns = rest.slice(0, -1).map((each) => each.trim().replace(/,$/, ''));
        return (
          `${first} /* */`.replace(' /* */', '\r\n\t') + `${columns.toReversed().join(' ,\n\n ')})`
        );
      })
      .replaceAll(';\n', "   ;\n\n-- in between: '; DROP\n");
    expect(plain).not.toBe(text);
    expect(ddlDifference(dialect, right(readDdl(plain)).tables, rawTables)).toStrictEqual({
      statements: [],
      refusals: [],
    });
  });

  it('grows by the columns and tables that an older one lacks, and then is equal', () => {
    const old = without('stated_rows', 'rate').filter(({ name }) => name !== 'quarantine');
    const { statements, refusals } = differenceOf(dialect, old);
    expect(refusals).toStrictEqual([]);
    expect(statements.some((each) => /ADD COLUMN IF NOT EXISTS stated_rows /i.test(each))).toBe(
      true,
    );
    expect(statements.some((each) => /CREATE TABLE IF NOT EXISTS raw.quarantine/i.test(each))).toBe(
      true,
    );
    expect(statements.some((each) => each.includes('CREATE PIPE'))).toBe(dialect === 'snowflake');
    expect(statements.join(';')).not.toMatch(/\b(replace|drop|truncate|delete)\b/i);
  });

  it('names a column that is gone, one of another type, and a table that is gone', () => {
    const now = rawTables
      .filter(({ name }) => name !== 'quarantine')
      .map((table) => ({
        ...table,
        columns: table.columns
          .filter(({ name }) => name !== 'quoted_at')
          .map((each) => (each.name === 'base_ordinal' ? column('base_ordinal', 'text') : each)),
      }));
    const { refusals } = differenceOf(dialect, rawTables, now);
    const [was, is] =
      dialect === 'duckdb' ? ['BIGINT', 'VARCHAR'] : ['NUMBER(38,0)', 'VARCHAR(16777216)'];
    expect(refusals).toStrictEqual([
      { tag: 'column-retyped', table: 'mempool_block', column: 'base_ordinal', was, is },
      { tag: 'column-removed', table: 'conversions', column: 'quoted_at' },
      { tag: 'table-removed', table: 'quarantine' },
    ]);
    for (const refusal of refusals)
      expect(refusalWords(refusal)).toMatch(
        /raw\.(mempool_block|conversions|quarantine) .*: keep .*, or make a new stream version .* with a view for the old one$/,
      );
  });

  it('is refused where it is cut short inside a table or a statement, and is never read as something else', () => {
    let cutInside = 0;
    for (let at = 1; at < text.length; at += 4999) {
      const read = readDdl(text.slice(0, at));
      if (E.isLeft(read)) {
        cutInside += 1;
        expect(read.left.line).toBeGreaterThan(0);
        expect(read.left.line).toBeLessThanOrEqual(text.slice(0, at).split('\n').length);
      } else
        expect(ddlDifference(dialect, read.right.tables, rawTables).refusals).toStrictEqual([]);
    }
    expect(cutInside).toBeGreaterThan(5);
  });
});

it('names a prefix and a copy statement that a pipe had otherwise', () => {
  const [first, second, ...others] = rawTables;
  if (first === undefined || second === undefined) throw new Error('there are tables');
  const text = ddlText('snowflake', [{ ...first, prefix: 'mempool-data/old/' }, second, ...others])
    .split('CREATE PIPE')
    .map((part, at) =>
      at === 2 ? part.replace('ON_ERROR = SKIP_FILE', 'ON_ERROR = CONTINUE') : part,
    )
    .join('CREATE PIPE');
  expect(ddlDifference('snowflake', right(readDdl(text)).tables, rawTables).refusals).toStrictEqual(
    [
      { tag: 'prefix-changed', table: first.name, was: 'mempool-data/old/', is: first.prefix },
      { tag: 'pipe-changed', table: second.name },
    ],
  );
});

it('is what an older DuckDB database takes to be today’s', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const old = without('stated_rows', 'layout').slice(1);
  await connection.run(ddlText('duckdb', old));
  for (const statement of differenceOf('duckdb', old).statements) await connection.run(statement);
  const found = await connection.runAndReadAll(
    "SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE schema_name = 'raw' AND comment IS NOT NULL",
  );
  expect(new Set(found.getRows().flat())).toStrictEqual(
    new Set(
      rawTables.flatMap(({ name, columns }) => columns.map((each) => `${name}.${each.name}`)),
    ),
  );
  connection.closeSync();
  instance.closeSync();
});

const table =
  "CREATE TABLE IF NOT EXISTS raw.x (\n  a BIGINT,\n  b VARCHAR COMMENT 'it''s; (\n'\n);\n";

it.each([
  ['nothing', '', 1, 'there is no raw table'],
  ['words', 'hello\nworld', 1, 'the statement is cut short'],
  [
    'another statement',
    `${table}-- so\nDROP TABLE raw.x;`,
    7,
    '"DROP TABLE raw.x …" is no statement that ddl prints',
  ],
  [
    'a replaced table',
    'CREATE OR REPLACE TABLE raw.x (a BIGINT);',
    1,
    '"CREATE OR REPLACE …" is no',
  ],
  ['no column', table.replace('BIGINT', 'BIGINT NOT NULL'), 2, '"a BIGINT NOT NULL" is no column'],
  [
    'a type twice',
    `${table}ALTER TABLE raw.x ADD COLUMN IF NOT EXISTS a TEXT;`,
    6,
    'a is BIGINT before and TEXT here',
  ],
  [
    'a column of no table',
    'ALTER TABLE raw.y ADD COLUMN IF NOT EXISTS a TEXT;',
    1,
    'no table raw.y is made before',
  ],
  ['a table that nothing fills', table, 1, 'nothing fills raw.x: the file is cut short'],
  ['an open quote', `${table}COMMENT ON TABLE raw.x IS 'x;`, 6, 'a quote is not closed'],
  [
    'an open parenthesis',
    `${table}CREATE TABLE IF NOT EXISTS raw.y (a BIGINT;`,
    6,
    'the statement is cut short',
  ],
])('is not read from %s', (_, sql, line, reason) => {
  const read = readDdl(sql);
  expect(E.isLeft(read) ? read.left.line : null).toBe(line);
  expect(E.isLeft(read) ? read.left.reason : null).toContain(reason);
});
