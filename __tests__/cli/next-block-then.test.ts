import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nextBlockInTables } from '../../cli/next-block-then.ts';
import {
  answerIn,
  AnswerRow,
  momentParameters,
  momentQuery,
  type Answer,
} from '../../cli/state-in-warehouse.ts';
import { queryRows } from '../../warehouse/query.ts';
import { openSnowflake } from '../../warehouse/snowflake/reader.ts';
import { startAccount, type Account } from '../support/snowflake/account.ts';
import { left, right } from '../support/warehouse.ts';

const KNOWN = '2026-11-21 05:00:00';
const knownMs = Date.parse('2026-11-21T05:00:00Z');
const unknownMs = knownMs + 60_000;

/** What the functions of gold answer, as both engines write it; asked for what they are not, they say that it is unknown. */
const answers = `
  select
    'regtest' as network, asked_at,
    case when asked_at = timestamp '${KNOWN}' then 'verified' else 'unknown' end as level,
    case when asked_at = timestamp '${KNOWN}' then null else 'socket' end as cause,
    case when asked_at = timestamp '${KNOWN}' then null else 'g1' end as gap_id,
    'e1' as epoch_id, 3 as base_ordinal, 9 as ordinal, 7 as sequence, 2 as transactions, 900 as fee_sats, 1200 as weight,
    cast(1.5 as decimal(20, 8)) as min_rate, cast(1.5 as decimal(20, 8)) as p10_rate,
    cast(2.25 as decimal(20, 8)) as median_rate, cast(3 as decimal(20, 8)) as p90_rate
  from (select cast(t as timestamp) as asked_at) as asked`;
const rows = `
  select asked_at, txid, fee_sats, weight, 5000 as value_sats, rate, 1 as flags, first_seen_at, false as accelerated
  from (select cast(t as timestamp) as asked_at) as asked, silver.given
  where asked_at = timestamp '${KNOWN}'`;
const tables = [
  'create schema if not exists silver',
  'create schema if not exists gold',
  `create table silver.epochs as
   select timestamp '2026-11-21 04:00:00' as first_observed_at, timestamp '2026-11-21 06:00:00.123' as last_observed_at`,
  `create table silver.gaps as
   select 'g1' as gap_id, 'socket' as cause, 'e1' as gap_epoch_id, 10 as suspect_from_ordinal,
     timestamp '2026-11-21 05:00:30' as last_good_at, timestamp '2026-11-21 05:02:00' as closed_at`,
  `create table silver.given as
   select 'bb' as txid, 300 as fee_sats, 800 as weight, cast(1.5 as decimal(20, 8)) as rate,
     timestamp '2026-11-21 04:30:07' as first_seen_at
   union all
   select 'aa', 600, 400, cast(6 as decimal(20, 8)), null`,
];

let folder: string;
let account: Account;
let duckdb: DuckDBInstance;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'next-block-then-'));
  account = await startAccount(folder);
  const functionOf = (name: string, body: string): string =>
    `create or replace function gold.${name}(t timestamp_ntz) returns table (level varchar) as $$ ${body} $$`;
  await account.emulator.run([
    ...tables,
    functionOf('next_block_at', answers),
    functionOf('next_block_rows_at', rows),
  ]);
  duckdb = await DuckDBInstance.create(':memory:');
  const connection = await duckdb.connect();
  for (const statement of [
    ...tables,
    `create macro gold.next_block_at(t) as table ${answers}`,
    `create macro gold.next_block_rows_at(t) as table ${rows}`,
  ])
    await connection.run(statement);
  connection.closeSync();
});
afterAll(async () => {
  duckdb.closeSync();
  await account.emulator.stop();
  rmSync(folder, { recursive: true });
});

const answerOf = (found: ReadonlyArray<AnswerRow>, atMs: number): Answer => {
  const answer = answerIn(found, atMs, true);
  if (answer === null) throw new Error('no lines');
  return answer;
};

it.each([
  ['known', knownMs],
  ['unknown', unknownMs],
])('a moment that is %s is answered alike by both engines', async (_, atMs) => {
  const connection = await duckdb.connect();
  const parameters = momentParameters(atMs, true);
  const here = await queryRows(connection, momentQuery('duckdb', true), parameters, AnswerRow);
  connection.closeSync();
  const port = openSnowflake(account.config, { pausesMs: [] });
  const there = await port.query(momentQuery('snowflake', true), parameters, AnswerRow);
  expect(answerOf(right(there), atMs)).toStrictEqual(answerOf(right(here), atMs));
});

it('the page asks Snowflake for the transactions of a moment, and why there are none', async () => {
  const port = openSnowflake(account.config, { pausesMs: [] });
  const { at } = nextBlockInTables({ port, moments: 'snowflake' });
  expect(right(await at(knownMs))).toMatchObject({
    level: 'verified',
    sequence: 7,
    totals: { transactions: 2, feeSats: 900, weight: 1200, lowestRate: 1.5, medianRate: 2.25 },
    rows: [
      { txid: 'aa', rate: 6, vsizeVbytes: 100, firstSeenAt: null, accelerated: false },
      { txid: 'bb', rate: 1.5, vsizeVbytes: 200, firstSeenAt: '2026-11-21T04:30:07.000Z' },
    ],
  });
  expect(right(await at(unknownMs))).toEqual({ level: 'unknown', cause: 'socket' });
});

it('a copy for readers has no transactions of a moment, and says so', async () => {
  const port = openSnowflake(account.config, { pausesMs: [] });
  const { at } = nextBlockInTables({ port, moments: null });
  expect(left(await at(knownMs)).message).toContain('have the minutes of older hours');
});

it('tables without a line say so', async () => {
  const empty = { query: () => Promise.resolve(E.right([])) };
  const { at } = nextBlockInTables({
    port: { ...openSnowflake(account.config), ...empty },
    moments: 'snowflake',
  });
  expect(left(await at(knownMs)).message).toBe('the tables hold no lines yet');
});
