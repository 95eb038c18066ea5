import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDbtWarehouse, wentWell, type DbtWarehouse } from '../../support/dbt-warehouse.ts';
import {
  python,
  startSnowflakeEmulator,
  type SnowflakeEmulator,
} from '../../support/snowflake/emulator.ts';
import { loadRaw } from '../../support/snowflake/load-raw.ts';
import { sampleLines } from '../../support/snowflake/sample.ts';
import { notProven } from '../../support/snowflake/not-proven.ts';

/** Two builds by a server that translates each statement: more than a minute by itself, more beside other tests. */
const timeLimitMs = 900_000;

/** Tables that the sample leaves empty, each with its reason. */
const empty: Readonly<Record<string, string>> = {
  'silver.mined_transactions': 'no recorded tick names what was mined',
};

/** Tables whose rows tell of the engine. */
const ownOfEngine: ReadonlySet<string> = new Set(['silver.next_block_rows_kept']);

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
const targetDir = path.join(folder, 'snowflake');
let dbt: DbtWarehouse;
let emulator: SnowflakeEmulator;
beforeAll(async () => {
  [dbt, emulator] = await Promise.all([openDbtWarehouse(folder), startSnowflakeEmulator()]);
  await dbt.load('sample', sampleLines());
  mkdirSync(targetDir);
  await loadRaw(emulator, dbt, folder);
});
afterAll(async () => {
  await Promise.all([dbt.stop(), emulator.stop()]);
  rmSync(folder, { recursive: true });
});

interface Manifest {
  readonly nodes: Readonly<
    Record<
      string,
      { readonly resource_type: string; readonly schema: string; readonly name: string }
    >
  >;
}

/** Every table of gold and silver, as dbt knows them. */
const tables = (): ReadonlyArray<string> =>
  Object.values(
    (JSON.parse(readFileSync(path.join(targetDir, 'manifest.json'), 'utf8')) as Manifest).nodes,
  )
    .filter(({ resource_type, schema }) => resource_type === 'model' && schema !== 'staging')
    .map(({ schema, name }) => `${schema}.${name}`)
    .filter((table) => !ownOfEngine.has(table))
    .sort();

/** Moments of the sample: verified, contiguous, inside a gap, between two epochs, before anything. */
const moments = [
  '2026-11-21 05:20:00',
  '2026-11-21 05:20:30.5',
  '2026-11-21 03:10:30',
  '2026-11-21 03:12:10',
  '2026-11-21 07:01:00',
  '2026-11-21 07:11:00',
  '2020-01-01 00:00:00',
].flatMap((moment) =>
  ['next_block_at', 'next_block_rows_at'].map(
    (name) => `gold.${name}(cast('${moment}' as timestamp))`,
  ),
);

/** What differs between the engines at the moments; where the next block is not known it has no rows. */
const differencesAtMoments = async (): Promise<Readonly<Record<string, unknown>>> => {
  const compared = await emulator.compare(dbt.file, moments);
  expect(new Set(Object.values(compared).map(({ duckdb }) => duckdb)).size).toBeGreaterThan(2);
  return Object.fromEntries(
    Object.entries(compared).filter(
      ([, { columns, duckdb, snowflake, onlyDuckdb }]) =>
        !columns || duckdb !== snowflake || onlyDuckdb.length > 0,
    ),
  );
};

/** What differs between the engines, by table. */
const differences = async (): Promise<Readonly<Record<string, unknown>>> => {
  const compared = await emulator.compare(dbt.file, tables());
  return Object.fromEntries(
    Object.entries(compared).filter(
      ([table, { columns, duckdb, snowflake, onlyDuckdb }]) =>
        !columns ||
        duckdb !== snowflake ||
        onlyDuckdb.length > 0 ||
        (duckdb === 0) !== table in empty,
    ),
  );
};

/** Built again, with every test of the data and of the models: some minutes, by a command of its own. */
const isWhole = process.env['SNOWFLAKE_TESTS'] === 'all';

it(
  `makes of the same lines the same tables in Snowflake’s SQL as in DuckDB’s${isWhole ? ', once and again, with all tests' : ''}`,
  async () => {
    await Promise.all([wentWell(dbt.worker.refresh()), emulator.dbt(['run'], targetDir)]);
    expect(await differences(), 'the first build').toEqual({});
    expect(await differencesAtMoments(), 'the next block at a moment').toEqual({});
    const functions = await emulator.dbt(
      ['compile', '--inline', '{{ make_table_macros() }}'],
      targetDir,
    );
    expect(functions.match(/create or replace function/g)).toHaveLength(2);
    const parser = path.join(import.meta.dirname, '../../support/snowflake/parse.py');
    const spoiled = functions.replaceAll('returns table', 'gives table');
    const refused: ReadonlyArray<ReadonlyArray<unknown>> = JSON.parse(
      await python([parser], { input: JSON.stringify([functions, spoiled]) }),
    );
    expect(refused[0], 'what a parser of its dialect refuses of the functions').toEqual([]);
    expect(refused[1]).not.toEqual([]);
    const [[mark] = []] = await emulator.run([
      "select comment from information_schema.tables where table_schema = 'GOLD' and table_name = '_BUILD'",
    ]);
    expect(mark?.[0], 'what readers learn of the build').toMatch(
      /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z [0-9a-f-]{36}$/,
    );
    if (isWhole) {
      // a unit test of what an incremental run adds asks for its table, which the first build does not have yet
      await emulator.dbt(['build'], targetDir);
      expect(await differences(), 'the second, with its tests').toEqual({});
    }
    console.log(
      `Not proven without an account:\n${notProven.map((line) => `- ${line}`).join('\n')}`,
    );
  },
  timeLimitMs,
);
