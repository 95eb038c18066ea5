import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as t from 'io-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWarehouse, type Warehouse } from '../../warehouse/database.ts';
import { publish, serveFileOf } from '../../warehouse/publish.ts';
import type { QueryPort } from '../../warehouse/query-port.ts';
import { openReader } from '../../warehouse/reader.ts';
import { openSnowflake } from '../../warehouse/snowflake/reader.ts';
import { mainnet } from '../support/identity.ts';
import { startAccount } from '../support/snowflake/account.ts';
import { left, right } from '../support/warehouse.ts';

/** A port, and what stands behind it. */
interface Engine {
  readonly port: QueryPort;
  /** Runs statements, then calls it a build. */
  readonly build: (statements: ReadonlyArray<string>) => Promise<void>;
  /** The warehouses that questions so far have woken. */
  readonly woken: () => Promise<ReadonlyArray<string>>;
  readonly stop: () => Promise<void>;
}

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'port-'));
  folders.push(folder);
  return folder;
};

const duckDb = async (): Promise<Engine> => {
  const file = path.join(newFolder(), 'lake.duckdb');
  const warehouse: Warehouse = right(await openWarehouse(file, mainnet));
  const port = openReader(serveFileOf(file));
  return {
    port,
    build: async (statements) => {
      for (const statement of statements) await warehouse.connection.run(statement);
      right(await publish(warehouse, serveFileOf(file)));
    },
    woken: () => Promise.resolve([]),
    stop: async () => {
      await port.close();
      await warehouse.close();
    },
  };
};

const snowflake = async (): Promise<Engine> => {
  const account = await startAccount(newFolder());
  const port = openSnowflake(account.config, { pausesMs: [] });
  let builds = 0;
  return {
    port,
    build: async (statements) => {
      builds += 1;
      const mark = `2026-11-21T05:20:0${builds}.000000Z run-${builds}`;
      await account.emulator.run([
        ...statements,
        `create or replace table gold._build comment = '${mark}' as select 1 as built_at`,
      ]);
    },
    woken: account.resumes,
    stop: async () => {
      await port.close();
      await account.emulator.stop();
    },
  };
};

/** A value in SQL that both engines take, and what comes of it. */
const values: ReadonlyArray<readonly [sql: string, expected: unknown]> = [
  ['cast(9007199254740991 as bigint)', 9_007_199_254_740_991],
  ['cast(9007199254740993 as bigint)', '9007199254740993'],
  ['cast(12.50 as decimal(18, 2))', '12.50'],
  ['cast(0.1 as double)', 0.1],
  ['count(*)', 1],
  ["cast('2026-11-21 06:36:27.123' as timestamp)", '2026-11-21T06:36:27.123Z'],
  ["cast('2026-11-21 06:36:27.123456' as timestamp)", '2026-11-21T06:36:27.123456Z'],
  ["cast('1969-12-31 23:59:59.999999' as timestamp)", '1969-12-31T23:59:59.999999Z'],
  ["cast('2026-11-21' as date)", '2026-11-21'],
  ['cast(null as bigint)', null],
  ['1 = 1', true],
  ["'é😀 ''x'''", "é😀 'x'"],
];

const Row = t.type({ height: t.number });

describe.each([
  ['DuckDB', duckDb],
  ['Snowflake', snowflake],
] as const)('the query port over %s', (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(async () => {
    await engine?.stop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  const ask = (sql: string, ...parameters: ReadonlyArray<string | number | boolean | null>) =>
    engine.port.query(sql, parameters, t.UnknownRecord);

  it('says that nothing is built, then which build there is, and another after the next', async () => {
    expect(left(await engine.port.buildOf())).toEqual({
      tag: 'not-built-yet',
      message: 'the tables are not built yet.',
    });
    await engine.build([
      'create schema if not exists gold',
      'create table gold.blocks (height bigint, pool_name varchar, mined_at timestamp)',
      ...[0, 400, 800].map(
        (from) =>
          `insert into gold.blocks values ${Array.from({ length: 400 }, (__, n) => `(${from + n}, null, '2026-11-21 06:00:00')`).join(', ')}`,
      ),
    ]);
    const first = right(await engine.port.buildOf());
    expect(right(await engine.port.buildOf())).toEqual(first);
    expect(first.builtAt).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/);
    await engine.build(["update gold.blocks set pool_name = '=1+1' where height = 3"]);
    expect(right(await engine.port.buildOf()).id).not.toBe(first.id);
    expect(await engine.woken(), 'a warehouse was woken to learn of builds').toEqual([]);
  });

  it('gives every value as plain JSON, exactly', async () => {
    const columns = values.map(([sql], n) => `${sql} as "v${n}"`).join(', ');
    expect(right(await ask(`select ${columns} from gold.blocks where height = 0`))).toEqual([
      Object.fromEntries(values.map(([, expected], n) => [`v${n}`, expected])),
    ]);
  });

  it('takes values of every plain type, an injected statement as the text that it is', async () => {
    const evil = "x'; drop table gold.blocks; --";
    expect(
      right(
        await ask(
          `select cast(? as varchar) as "a", cast(? as double) as "b", cast(? as bigint) as "c",
             cast(? as boolean) as "d", cast(? as varchar) as "e", cast(? as timestamp) as "f"`,
          evil,
          1.5,
          905_142,
          true,
          null,
          '2026-11-21 06:36:27.123',
        ),
      ),
    ).toEqual([{ a: evil, b: 1.5, c: 905_142, d: true, e: null, f: '2026-11-21T06:36:27.123Z' }]);
    expect(right(await ask('select count(*) as "n" from gold.blocks'))).toEqual([{ n: 1200 }]);
  });

  it('gives all rows of a long answer, in order', async () => {
    const rows = right(
      await engine.port.query(
        'select height as "height" from gold.blocks order by height',
        [],
        Row,
      ),
    );
    expect(rows.map(({ height }) => height)).toEqual(Array.from({ length: 1200 }, (__, n) => n));
  });

  it('reads names without regard to case, and gives back those in quotes as they stand', async () => {
    expect(
      right(await ask('select POOL_NAME as "poolName" from Gold.Blocks where height = ?', 3)),
    ).toEqual([{ poolName: '=1+1' }]);
  });

  it('tells a wrong query and rows the codec does not know apart', async () => {
    const wrong = left(await ask('select nothing_of_the_kind from gold.blocks'));
    expect(wrong.tag).toBe('failed');
    expect(wrong.message.toLowerCase()).toContain('nothing_of_the_kind');
    expect(wrong.message).not.toContain('\n');
    const other = left(
      await engine.port.query('select pool_name as "height" from gold.blocks', [], Row),
    );
    expect(other.tag).toBe('unexpected-rows');
    expect(other.message).toContain('height');
  });
});
