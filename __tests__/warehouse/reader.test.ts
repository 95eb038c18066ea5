import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as t from 'io-ts';
import { expect, it, onTestFinished } from 'vitest';
import { openWarehouse } from '../../warehouse/database.ts';
import { publish, serveFileOf } from '../../warehouse/publish.ts';
import { queryWarehouse } from '../../warehouse/query.ts';
import { type Reader, openReader } from '../../warehouse/reader.ts';
import { mainnet } from '../support/identity.ts';
import { temporaryFolder } from '../support/lake-folder.ts';
import { left, right, warehouseIn } from '../support/warehouse.ts';

const readerOf = async (gold: string): Promise<Reader> => {
  const warehouse = await warehouseIn(temporaryFolder());
  await warehouse.connection.run(`CREATE SCHEMA gold; CREATE TABLE gold.a AS ${gold}`);
  right(await publish(warehouse, serveFileOf(warehouse.file)));
  const reader = openReader(serveFileOf(warehouse.file));
  onTestFinished(reader.close);
  return reader;
};

/** What DuckDB holds and what the page gets. */
const values: ReadonlyArray<readonly [string, unknown]> = [
  ['9007199254740991::BIGINT', 9_007_199_254_740_991],
  ['9007199254740993::BIGINT', '9007199254740993'],
  ['sum(1)', 1],
  ['12.50::DECIMAL(18, 2)', '12.50'],
  ['0.1::DOUBLE', 0.1],
  ["'nan'::DOUBLE", 'NaN'],
  ["TIMESTAMP '2026-11-21 06:36:27.123'", '2026-11-21T06:36:27.123Z'],
  ["TIMESTAMP '2026-11-21 06:36:27.123456'", '2026-11-21T06:36:27.123456Z'],
  ["TIMESTAMP '1969-12-31 23:59:59.999999'", '1969-12-31T23:59:59.999999Z'],
  ["TIMESTAMP_S '2026-11-21 06:36:27'", '2026-11-21T06:36:27.000Z'],
  ["TIMESTAMP_MS '2026-11-21 06:36:27.5'", '2026-11-21T06:36:27.500Z'],
  ["TIMESTAMPTZ '2026-11-21 06:36:27+02'", '2026-11-21T04:36:27.000Z'],
  ["DATE '2026-11-21'", '2026-11-21'],
  ['NULL', null],
  ['true', true],
  ["'é😀'", 'é😀'],
  ["[{'rate': 1.5::DOUBLE, 'rows': 2::BIGINT}]", [{ rate: 1.5, rows: 2 }]],
];

it('gives every value as plain JSON, exactly', async () => {
  const reader = await readerOf(
    `SELECT ${values.map(([value], n) => `${value} AS v${n}`).join(', ')}`,
  );
  const [row] = right(await reader.query('FROM gold.a', [], t.UnknownRecord));
  expect(row).toStrictEqual(
    Object.fromEntries(values.map(([, expected], n) => [`v${n}`, expected])),
  );
});

it('takes parameters of every plain type', async () => {
  const reader = await readerOf('SELECT 1 AS one');
  const rows = right(
    await reader.query(
      'SELECT $1 AS a, $2 AS b, $3 AS c, $4 AS d',
      ["o'clock", 1.5, true, null],
      t.UnknownRecord,
    ),
  );
  expect(rows).toStrictEqual([{ a: "o'clock", b: 1.5, c: true, d: null }]);
});

it('tells a wrong query and rows the codec does not know apart', async () => {
  const reader = await readerOf('SELECT 1 AS one');
  expect(left(await reader.query('SELEC', [], t.unknown))).toMatchObject({ tag: 'failed' });
  const error = left(await reader.query('FROM gold.a', [], t.type({ one: t.string })));
  expect(error.tag).toBe('unexpected-rows');
  expect(error.message).toContain('one');
});

it('gives an error while the file is no database, and reads it when it is one', async () => {
  const warehouse = await warehouseIn(temporaryFolder());
  const serveFile = path.join(path.dirname(warehouse.file), 'lake.serve.duckdb');
  const reader = openReader(serveFile);
  onTestFinished(reader.close);
  writeFileSync(serveFile, 'x'.repeat(5_000));
  expect(left(await reader.buildOf()).tag).toBe('failed');
  await warehouse.connection.run('CREATE SCHEMA gold; CREATE TABLE gold.a AS SELECT 1 AS one');
  right(await publish(warehouse, serveFile));
  expect(right(await reader.buildOf()).generation).toBe(1);
});

it('asks the warehouse itself, and makes none where there is none', async () => {
  const file = path.join(temporaryFolder(), 'lake.duckdb');
  const Version = t.type({ version: t.number });
  const ask = () =>
    queryWarehouse(
      file,
      mainnet,
      'SELECT version FROM raw.warehouse_info WHERE network = $1',
      ['mainnet'],
      Version,
    );
  expect(left(await ask()).tag).toBe('not-built-yet');
  expect(existsSync(file)).toBe(false);
  await right(await openWarehouse(file, mainnet)).close();
  expect(right(await ask())).toStrictEqual([{ version: 1 }]);
  const held = right(await openWarehouse(file, mainnet)); // the query let go of the file
  await held.close();
});
