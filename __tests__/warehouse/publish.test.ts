import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as t from 'io-ts';
import { expect, it, onTestFinished } from 'vitest';
import { openWarehouse } from '../../warehouse/database.ts';
import type { Warehouse } from '../../warehouse/database.ts';
import { publish, serveFileOf } from '../../warehouse/publish.ts';
import { openReader } from '../../warehouse/reader.ts';
import { tableCounts } from '../../warehouse/tables.ts';
import { mainnet } from '../support/identity.ts';
import { temporaryFolder } from '../support/lake-folder.ts';
import { heldByAnother, left, right, warehouseIn } from '../support/warehouse.ts';

const Count = t.type({ rows: t.number });

/** What a build leaves: two tables of gold that agree with each other, some of silver, one of them a view. */
const build = (warehouse: Warehouse, n: number) =>
  warehouse.connection.run(`
    CREATE SCHEMA IF NOT EXISTS silver; CREATE SCHEMA IF NOT EXISTS gold;
    CREATE OR REPLACE TABLE gold.a AS SELECT ${n} AS build, range AS value FROM range(10_000);
    CREATE OR REPLACE VIEW gold.b AS SELECT ${n} AS build, range AS value FROM range(10);
    CREATE OR REPLACE TABLE silver.blocks AS SELECT ${n} AS height;
    CREATE OR REPLACE TABLE silver.rows AS FROM range(3);
    CREATE TABLE IF NOT EXISTS raw.mempool_block AS FROM range(7)`);

it('serves gold and the named silver tables, and no others', async () => {
  const warehouse = await warehouseIn(temporaryFolder());
  await build(warehouse, 1);
  const published = right(await publish(warehouse, serveFileOf(warehouse.file)));
  expect(published).toStrictEqual({ generation: 1, tables: ['gold.a', 'gold.b', 'silver.blocks'] });
  expect(new Set(readdirSync(path.dirname(warehouse.file)))).toStrictEqual(
    new Set(['lake.duckdb', 'lake.duckdb.wal', 'lake.serve.duckdb']),
  );
  const reader = openReader(serveFileOf(warehouse.file));
  onTestFinished(reader.close);
  expect(right(await reader.query('SELECT count(*) AS rows FROM gold.a', [], Count))).toStrictEqual(
    [{ rows: 10_000 }],
  );
  expect(left(await reader.query('SELECT count(*) AS rows FROM silver.rows', [], Count)).tag).toBe(
    'failed',
  );
  const { id, generation, builtAt } = right(await reader.buildOf());
  expect(generation).toBe(1);
  expect(builtAt).toMatch(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/);
  expect(id).toBe(`1-${builtAt}`);
});

it('counts the rows of every raw, silver and gold table, without the bookkeeping', async () => {
  const warehouse = await warehouseIn(temporaryFolder());
  await build(warehouse, 1);
  expect(await tableCounts(warehouse)).toStrictEqual({
    'gold.a': 10_000,
    'gold.b': 10,
    'raw.mempool_block': 7,
    'silver.blocks': 1,
    'silver.rows': 3,
  });
});

it('says when there is nothing to publish', async () => {
  const warehouse = await warehouseIn(temporaryFolder());
  expect(left(await publish(warehouse, serveFileOf(warehouse.file))).tag).toBe('nothing');
});

it('is never seen half-made: readers at work over eight publications get whole builds and see each of them', async () => {
  const warehouse = await warehouseIn(temporaryFolder());
  const reader = openReader(serveFileOf(warehouse.file));
  onTestFinished(reader.close);
  const Row = t.type({
    generation: t.number,
    a: t.array(t.number),
    b: t.array(t.number),
    values: t.number,
  });
  const sql = `SELECT (SELECT generation FROM gold._build) AS generation,
                      (SELECT list(DISTINCT build) FROM gold.a) AS a,
                      (SELECT list(DISTINCT build) FROM gold.b) AS b,
                      (SELECT count(*) FROM gold.a) AS values`;
  const seen = new Set<number>();
  const wrong: unknown[] = [];
  const read = async (): Promise<void> => {
    const rows = await reader.query(sql, [], Row);
    if (rows._tag === 'Left') return void wrong.push(rows.left);
    for (const row of rows.right) {
      seen.add(row.generation);
      if (String([row.a, row.b, row.values]) !== String([row.generation, row.generation, 10_000]))
        wrong.push(row);
    }
  };
  const publishing = new AbortController();
  const readOn = async (): Promise<void> => {
    while (!publishing.signal.aborted) await read();
  };
  expect(left(await reader.buildOf()).tag).toBe('not-built-yet');
  await build(warehouse, 1);
  right(await publish(warehouse, serveFileOf(warehouse.file)));
  await read();
  const readers = [readOn(), readOn(), readOn()];
  for (let n = 2; n <= 8; n += 1) {
    await build(warehouse, n);
    right(await publish(warehouse, serveFileOf(warehouse.file)));
    await read();
    expect([...seen]).toContain(n);
  }
  publishing.abort();
  await Promise.all(readers);
  expect(wrong).toStrictEqual([]);
  expect(seen).toStrictEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
});

it('leaves the last build in place when its process is killed in the middle, and starts clean the next time', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'lake.duckdb');
  const serveFile = serveFileOf(file);
  const first = right(await openWarehouse(file, mainnet));
  await build(first, 1);
  right(await publish(first, serveFile));
  await first.connection.run(
    'CREATE VIEW gold.endless AS SELECT sum(a.range + b.range) FROM range(1e7::BIGINT) a, range(1e7::BIGINT) b',
  );
  await first.close();
  const child = await heldByAnother(file, 'publish');
  while (!existsSync(`${serveFile}.tmp`)) await pause(5);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const reader = openReader(serveFile);
  onTestFinished(reader.close);
  expect(right(await reader.buildOf()).generation).toBe(1);
  const second = right(await openWarehouse(file, mainnet));
  onTestFinished(second.close);
  await second.connection.run('DROP VIEW gold.endless');
  right(await publish(second, serveFile));
  expect(right(await reader.buildOf()).generation).toBeGreaterThan(1);
  expect(existsSync(`${serveFile}.tmp`)).toBe(false);
});
