import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDbtWarehouse, wentWell, type DbtWarehouse } from '../../support/dbt-warehouse.ts';
import {
  startSnowflakeEmulator,
  type Compared,
  type SnowflakeEmulator,
} from '../../support/snowflake/emulator.ts';
import { loadRaw } from '../../support/snowflake/load-raw.ts';
import { sampleLines } from '../../support/snowflake/sample.ts';
import { lint } from '../../support/snowflake/lint.ts';
import { notProven } from '../../support/snowflake/not-proven.ts';
import { refusedIn } from '../../support/snowflake/refused.ts';
import { isWhole } from '../../support/whole.ts';

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
}, 600_000); // the stand-in takes its time over each statement
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

/** Moments of the sample: how far the next block is known then, and what hides it where it is not. */
const moments = {
  '2026-11-21 05:38:00': ['verified', null],
  '2026-11-21 05:38:30.5': ['verified', null],
  '2026-11-21 07:20:30': ['contiguous', null],
  '2026-11-21 07:21:33': ['unknown', 'socket'],
  '2026-11-21 07:30:10': ['unknown', 'loading'],
  '2026-11-21 07:00:02': ['unknown', 'restart'],
  '2026-11-21 03:10:30': ['unknown', 'no-sequence'],
  '2026-11-21 05:20:00': ['unknown', 'not-known-yet'],
  '2020-01-01 00:00:00': ['unknown', 'no-base'],
} as const;

/** A function of gold at each of the moments. */
const atMoments = (name: 'next_block_at' | 'next_block_rows_at'): ReadonlyArray<string> =>
  Object.keys(moments).map((moment) => `gold.${name}(cast('${moment}' as timestamp))`);

const isAlike = ({ columns, duckdb, snowflake, onlyDuckdb }: Compared): boolean =>
  columns && duckdb === snowflake && onlyDuckdb.length === 0;

/** What differs between the engines, by what is asked; `isEmpty` tells where both must be without a row. */
const differences = async (
  asked: ReadonlyArray<string>,
  isEmpty: (one: string) => boolean,
): Promise<Readonly<Record<string, unknown>>> => {
  const compared = await emulator.compare(dbt.file, asked);
  return Object.fromEntries(
    Object.entries(compared).filter(
      ([one, found]) => !isAlike(found) || (found.duckdb === 0) !== isEmpty(one),
    ),
  );
};

const differencesInTables = () => differences(tables(), (table) => table in empty);

/** The answers at the moments, and their rows: where the next block is not known there are none. */
const differencesAtMoments = async (): Promise<unknown> => {
  const unknown = Object.values(moments).map(([level]) => level === 'unknown');
  const rows = atMoments('next_block_rows_at');
  return {
    ...(await differences(atMoments('next_block_at'), () => false)),
    ...(await differences(rows, (one) => unknown[rows.indexOf(one)] ?? false)),
  };
};

it(
  `makes of the same lines the same tables in Snowflake’s SQL as in DuckDB’s${isWhole ? ', once and again, with all tests' : ''}`,
  async () => {
    await Promise.all([wentWell(dbt.worker.refresh()), emulator.dbt(['run'], targetDir)]);
    expect(await differencesInTables(), 'the first build').toEqual({});
    for (const [place, asked] of atMoments('next_block_at').entries()) {
      const [answer] = await dbt.rows(`select level, cause from ${asked}`);
      expect([answer?.['level'], answer?.['cause']], asked).toEqual(Object.values(moments)[place]);
    }
    expect(await differencesAtMoments(), 'the next block at a moment').toEqual({});
    const functions = await emulator.functions();
    expect(functions).toHaveLength(2);
    const [refused, refusedSpoiled] = await refusedIn([
      functions.join(';\n'),
      functions.join(';\n').replaceAll('returns table', 'gives table'),
    ]);
    expect(refused, 'what a parser of its dialect refuses of the functions').toEqual([]);
    expect(refusedSpoiled).not.toEqual([]);
    const [[mark] = []] = await emulator.run([
      "select comment from information_schema.tables where table_schema = 'GOLD' and table_name = '_BUILD'",
    ]);
    expect(mark?.[0], 'what readers learn of the build').toMatch(
      /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z [0-9a-f-]{36}$/,
    );
    if (isWhole) {
      // with every test of the data and of the models, which takes some minutes
      // a unit test of what an incremental run adds asks for its table, which the first build does not have yet
      await emulator.dbt(['build'], targetDir);
      expect(await differencesInTables(), 'the second, with its tests').toEqual({});
    }
    console.log(
      `Not proven without an account:\n${notProven.map((line) => `- ${line}`).join('\n')}`,
    );
  },
  timeLimitMs,
);

it(
  'makes SQL of which a linter of each dialect finds nothing',
  async () => {
    await Promise.all([lint('duckdb', path.join(folder, 'dbt')), lint('snowflake', targetDir)]);
  },
  timeLimitMs,
);
