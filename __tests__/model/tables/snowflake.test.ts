import { type ColumnType, ddlText, rawTables, snowflakeDdl } from '@bitcoin-pipeline/model';
import { expect, it } from 'vitest';
import {
  snowflakeColumnType,
  snowflakeCopy,
  snowflakeLakeDdl,
  snowflakePipe,
} from '../../../model/tables/snowflake.ts';
import { column, rawTableOf } from '../../support/raw-tables.ts';

it.each<[ColumnType, string]>([
  ['text', 'VARCHAR(16777216)'],
  ['integer', 'NUMBER(38, 0)'],
  ['boolean', 'BOOLEAN'],
  ['timestamp', 'TIMESTAMP_NTZ(3)'],
  ['json', 'VARIANT'],
])('keeps %s as %s', (type, expected) => expect(snowflakeColumnType(type)).toBe(expected));

const table = {
  ...rawTableOf('x', 'lake/x/', []),
  columns: [column('height', 'integer'), column('payload', 'json')],
};

it('makes a table and widens it, with a comment on each column', () => {
  expect(snowflakeDdl(table)).toStrictEqual([
    `CREATE TABLE IF NOT EXISTS RAW.X (
  HEIGHT NUMBER(38, 0) COMMENT 'The line''s height.',
  PAYLOAD VARIANT COMMENT 'The line''s payload.'
)
COMMENT = 'Lines of x.'`,
    "ALTER TABLE RAW.X ADD COLUMN IF NOT EXISTS HEIGHT NUMBER(38, 0) COMMENT 'The line''s height.'",
    "ALTER TABLE RAW.X ADD COLUMN IF NOT EXISTS PAYLOAD VARIANT COMMENT 'The line''s payload.'",
  ]);
});

it('copies the objects of the prefix by name, in the pipe as by hand, whole objects or none', () => {
  expect(snowflakePipe(table)).toBe(`CREATE PIPE IF NOT EXISTS RAW.X_PIPE
AUTO_INGEST = TRUE
AS
COPY INTO RAW.X
FROM @RAW.LAKE/lake/x/
FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
INCLUDE_METADATA = (
  _FILE = METADATA$FILENAME,
  _FILE_ROW = METADATA$FILE_ROW_NUMBER,
  _LOADED_AT = METADATA$START_SCAN_TIME
)
ON_ERROR = SKIP_FILE`);
  expect(snowflakePipe(table).endsWith(snowflakeCopy(table))).toBe(true);
});

it('copies by a statement that no field changes', () => {
  for (const each of rawTables)
    expect(snowflakeCopy({ ...each, columns: [] })).toBe(snowflakeCopy(each));
});

it('reads the lake where it is told to', () => {
  const statements = snowflakeLakeDdl({ url: 's3://a-lake/', storageIntegration: 'A_LAKE' }).join(
    '\n',
  );
  expect(statements).toContain("URL = 's3://a-lake/'");
  expect(statements).toContain('STORAGE_INTEGRATION = A_LAKE');
});

it('sets the zone of the session before it makes a pipe and before a copy by hand', () => {
  const zone = `ALTER SESSION SET TIMEZONE = 'UTC';`;
  for (const section of ddlText('snowflake', rawTables).split('\n\n').slice(2)) {
    expect(section).toContain(`\n${zone}\nCREATE PIPE`);
    expect(section).toContain(`\n-- ${zone}\n-- COPY INTO`);
  }
});
