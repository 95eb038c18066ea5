import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ddlText, rawTables, snowflakeSchemaType } from '@bitcoin-pipeline/model';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ddl as command } from '../../cli/ddl.ts';
import type { CliFault } from '../../cli/command.ts';
import { left } from '../support/warehouse.ts';
import { emptyFolder, runProgram, startProgram, type Ended } from '../support/program.ts';

let folder = '';
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ddl = (...args: ReadonlyArray<string>) => runProgram(['ddl', ...args]);

/** How the command ends badly, without a process of its own. */
const faultOf = async (...args: ReadonlyArray<string>): Promise<CliFault> =>
  left(await command.run(args));

const fileOf = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};

const warehouseOf = async (name: string, ...statements: ReadonlyArray<string>): Promise<string> => {
  const file = join(folder, name);
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of [ddlText('duckdb', rawTables), ...statements])
    await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return file;
};

const today = ddlText('snowflake', rawTables);

describe('--diff', () => {
  let ended: Readonly<Record<string, Ended>> = {};
  let refused = '';
  beforeAll(async () => {
    const same = await fileOf('same.sql', today);
    const older = await fileOf('older.sql', today.replaceAll(/^.*\bSTATED_ROWS\b.*\n/gm, ''));
    refused = await fileOf(
      'refused.sql',
      today.replaceAll('BASE_ORDINAL NUMBER(38, 0)', 'BASE_ORDINAL FLOAT'),
    );
    const [a, b, c] = await Promise.all([
      ddl('--diff', same),
      ddl('--diff', older, '--dialect', 'snowflake'),
      ddl('--diff', refused, '--json'),
    ]);
    ended = { same: a, older: b, refused: c };
  });

  it('says nothing but one line where nothing is to be done', () => {
    expect(ended['same']).toMatchObject({ code: 0, out: '' });
    expect(ended['same']?.err).toMatch(/^.*same\.sql has every table and column of the model\n$/);
  });

  it('prints what adds a column, and nothing else', () =>
    expect(ended['older']).toStrictEqual({
      code: 0,
      out: "ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS STATED_ROWS NUMBER(38, 0) COMMENT 'Transactions in the block as the same frame states them.';\n",
      err: '',
    }));

  it('gives no statement where something else changed, and names it with the choices', () => {
    expect(ended['refused']?.code).toBe(1);
    expect(JSON.parse(ended['refused']?.out ?? '')).toMatchObject({
      dialect: 'snowflake',
      with: refused,
      same: false,
      statements: [],
      refused: [
        { tag: 'column-retyped', table: 'mempool_block', column: 'base_ordinal', was: 'FLOAT' },
      ],
    });
    expect(ended['refused']?.err).toMatch(
      /^column base_ordinal of raw\.mempool_block was FLOAT .*: keep .* view for the old one\n.*no statement is given\n$/,
    );
  });

  it('is wrong usage with a file that is no such DDL, of the other dialect, or beside --check', async () => {
    const cut = await fileOf('cut.sql', today.slice(0, 3000));
    const file = await fileOf('today.sql', today);
    expect(await faultOf('--diff', cut)).toStrictEqual({
      exit: 2,
      message: expect.stringMatching(/cut\.sql line \d+: a quote is not closed; /) as unknown,
    });
    expect(await faultOf('--diff', file, '--dialect', 'duckdb')).toStrictEqual({
      exit: 2,
      message: `${file} is the DDL of snowflake, not of duckdb`,
    });
    for (const args of [
      ['--diff', file, '--check'],
      ['--diff', join(folder, 'none.sql')],
      ['--live', '--dialect', 'snowflake'],
    ])
      expect((await faultOf(...args)).exit).toBe(2);
  });
});

describe('--live', () => {
  it('compares with a DuckDB warehouse', async () => {
    const [lacks, other] = await Promise.all([
      warehouseOf(
        'lacks.duckdb',
        'ALTER TABLE raw.quarantine DROP COLUMN codec',
        'ALTER TABLE raw.conversions ADD COLUMN noted_by VARCHAR',
      ),
      warehouseOf('other.duckdb', 'ALTER TABLE raw.quarantine ALTER codec TYPE BLOB'),
    ]);
    const asked = ['--live', '--dialect', 'duckdb'];
    const grown = await ddl(...asked, '--warehouse', lacks);
    expect(grown.code).toBe(0);
    expect(grown.out).toMatch(
      /^ALTER TABLE raw\.quarantine ADD COLUMN IF NOT EXISTS codec VARCHAR;\nCOMMENT ON COLUMN .*;\n$/,
    );
    expect(grown.err).toBe('raw.conversions.noted_by is no column of the model; it may stay\n');
    expect((await faultOf(...asked, '--warehouse', other)).message).toMatch(
      /other\.duckdb differs from the model by more than additions; no statement is given$/,
    );
    expect(await faultOf(...asked, '--lake', join(folder, 'none'))).toStrictEqual({
      exit: 1,
      message: `${join(folder, 'none.duckdb')}: the tables are not built yet.`,
    });
  });

  it('compares with what an account lists, whose names and numbers it prints its own way', async () => {
    const listed = rawTables.flatMap(({ name, columns }) =>
      columns.map((column) => {
        const [type = '', precision] = snowflakeSchemaType(column.type).split(/[(,]/);
        return {
          TABLE_NAME: name.toUpperCase(),
          COLUMN_NAME: column.name.toUpperCase(),
          DATA_TYPE: type,
          NUMERIC_PRECISION: precision === undefined ? null : Number(precision),
          NUMERIC_SCALE: precision === undefined ? null : '0',
        };
      }),
    );
    const changed = listed
      .filter(({ TABLE_NAME }) => TABLE_NAME !== 'QUARANTINE')
      .map((row) => (row.COLUMN_NAME === 'HEIGHT' ? { ...row, NUMERIC_SCALE: 2 } : row));
    const asked = ['--live', '--dialect', 'snowflake', '--columns'];
    const input = startProgram(['ddl', ...asked, '-'], { stdin: 'pipe' });
    input.process.stdin?.end(JSON.stringify(listed));
    const [same, retyped] = await Promise.all([
      input.ended,
      ddl(...asked, await fileOf('changed.json', JSON.stringify(changed)), '--json'),
    ]);
    expect(same).toStrictEqual({
      code: 0,
      out: '',
      err: 'standard input has every table and column of the model\n',
    });
    expect(retyped.code).toBe(1);
    expect(JSON.parse(retyped.out)).toMatchObject({
      statements: [],
      refused: [{ table: 'block_metadata', column: 'height', was: 'NUMBER(38,2)' }],
    });
    expect((await faultOf(...asked, await fileOf('no.json', '[{"name":1}]'))).message).toContain(
      'no.json lists no columns: ',
    );
  });
});
