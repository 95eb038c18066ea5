import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  dbtProject,
  dbtPython,
  openDbtWarehouse,
  wentWell,
  type DbtWarehouse,
} from '../support/dbt-warehouse.ts';
import { HandEpoch } from '../support/hand-lines.ts';

const feed = new HandEpoch('e1');
feed.opened('05:00:00');
feed.snapshot('05:00:10', [], { sequence: 5, stated: { rows: 0, feeSats: 0, weight: 0 } });
feed.quoted('05:00:20', '05:00:00', { USD: 1 });
feed.delta('05:00:30', {}, { sequence: 6 });
const late = feed.lose();
feed.moved('05:00:40', 7);
feed.counted('05:01:00', 1);
feed.closed('05:01:01');
const newer = feed.lines.map(({ prefix, text }) => ({
  prefix,
  text: text.replace('"TransactionsMoved"', '"TransactionsGone"'),
}));

const built = {
  select: ['+completeness_by_day', '+completeness_by_day_and_column'],
  exclude: ['resource_type:test'],
};

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  await dbt.load('first', newer);
  await dbt.load(
    'again',
    newer.filter(({ prefix }) => prefix.includes('conversions')),
  );
  await wentWell(dbt.worker.build(built));
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

const day = async (stream: string) => {
  const [row] = await dbt.rows(
    `select files, rows_loaded, lines_loaded, repeated_rows, unknown_rows, lines_written, lines_missing
     from gold.completeness_by_day where stream = '${stream}' and day_date = date '2026-11-21'`,
  );
  return Object.values(row ?? {}).map((value) => (value === null ? null : Number(value)));
};
const column = async (name: string) => {
  const [row] = await dbt.rows(
    `select rows_loaded, nulls from gold.completeness_by_day_and_column
     where stream = 'mempool-block' and column_name = '${name}'`,
  );
  return Object.values(row ?? {}).map(Number);
};

it('counts what was loaded twice apart, and what the ordinals say is missing', async () => {
  expect(await day('conversions')).toEqual([2, 2, 1, 1, 0, null, null]);
  expect(await day('mempool-block')).toEqual([1, 2, 1, 0, 1, null, null]);
  expect(await day('all')).toEqual([4, 7, 6, 1, 1, 7, 1]);
  expect(await column('stated_rows')).toEqual([1, 0]);
  expect(await column('part')).toEqual([2, 2]);
});

it('counts a line that comes late, and a file that is loaded again once more', async () => {
  await dbt.load('late', [late]);
  await dbt.change(
    `insert into raw.conversions select * replace (_loaded_at + interval 1 second as _loaded_at)
     from raw.conversions where _file like '%first%'`,
  );
  await wentWell(dbt.worker.build(built));
  expect(await day('conversions')).toEqual([2, 3, 1, 2, 0, null, null]);
  expect(await day('all')).toEqual([5, 9, 7, 2, 1, 7, 0]);
  expect(await column('stated_rows')).toEqual([2, 1]);
  const before = await dbt.rows('select * exclude (built_at) from gold.completeness_by_day');
  await wentWell(dbt.worker.build(built));
  expect(await dbt.rows('select * exclude (built_at) from gold.completeness_by_day')).toEqual(
    before,
  );
});

it('counts the only rejection of an hour as its event once that is decoded', async () => {
  const later = new HandEpoch('e2');
  later.opened('07:00:00');
  later.rejected('07:00:01');
  const rejected = { ordinal: later.ordinal, version: 2 };
  await dbt.load('refused', later.lines);
  await wentWell(dbt.worker.build(built));
  expect(await day('quarantine')).toEqual([1, 1, 1, 0, 0, null, null]);
  const [, rows = NaN, lines, repeats = NaN] = (await day('all')).map(Number);
  await dbt.load('decoded', [later.delta('07:00:01', {}, { sequence: 1, replayed: rejected })]);
  await wentWell(dbt.worker.build(built));
  expect(await day('quarantine')).toEqual([1, 1, 0, 1, 0, null, null]);
  expect((await day('all')).slice(1, 4)).toEqual([rows + 1, lines, repeats + 1]);
});

it('leaves what a replay decoded out of the lag: it was loaded in time as its rejection', async () => {
  expect(
    await dbt.rows(
      `select lines_loaded, median_lag_seconds, max_lag_seconds from silver.load_lags
       where stream = 'mempool-block' and hour_at = timestamp '2026-11-21 07:00:00'`,
    ),
  ).toEqual([{ lines_loaded: '1', median_lag_seconds: null, max_lag_seconds: null }]);
});

it('does not call what came while the tables were built a repeat: the next run counts it', async () => {
  const before = await day('all');
  const coming = new HandEpoch('e3');
  coming.opened('08:00:00');
  coming.quoted('08:00:01', '08:00:00', { USD: 2 });
  await dbt.load('coming', coming.lines);
  await wentWell(dbt.worker.build({ select: ['file_contents+'], exclude: ['resource_type:test'] }));
  expect(await day('all')).toEqual(before);
  await wentWell(dbt.worker.build(built));
  const [, rows = NaN, lines = NaN, repeats] = before.map(Number);
  expect((await day('all')).slice(1, 4)).toEqual([rows + 2, lines + 2, repeats]);
});

it('tells by name how stale each stream is, when asked: blocks may take their time, and no rejection is no fault', async () => {
  const ago = (table: string, minutes: number) =>
    `update raw.${table} set _loaded_at = make_timestamp(epoch_us(now())) - interval ${minutes} minute;`;
  await dbt.change(
    `insert into raw.block_metadata (event_id) values ('e-999');` +
      ago('mempool_block', 1) +
      ago('conversions', 30) +
      ago('feed_health', 90) +
      ago('block_metadata', 90) +
      ago('quarantine', 10_000),
  );
  const target = path.join(folder, 'freshness');
  const { status } = spawnSync(
    path.join(path.dirname(dbtPython()), 'dbt'),
    `source freshness --project-dir ${dbtProject} --profiles-dir ${dbtProject} --target-path ${target}
      --log-path ${target} --no-version-check`.split(/\s+/),
    { env: { ...process.env, BITCOIN_PIPELINE_WAREHOUSE: dbt.file }, encoding: 'utf8' },
  );
  const told = JSON.parse(readFileSync(path.join(target, 'sources.json'), 'utf8')) as {
    readonly results: ReadonlyArray<{ readonly unique_id: string; readonly status: string }>;
  };
  expect(
    Object.fromEntries(told.results.map((each) => [each.unique_id.split('.').at(-1), each.status])),
  ).toEqual({
    mempool_block: 'pass',
    conversions: 'warn',
    feed_health: 'error',
    block_metadata: 'warn',
  });
  expect(status).toBe(1);
});
