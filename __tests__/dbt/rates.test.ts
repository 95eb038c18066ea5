import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDbtWarehouse, wentWell, type DbtWarehouse } from '../support/dbt-warehouse.ts';
import { HandEpoch } from '../support/hand-lines.ts';

const past = { path: '/api/v1/historical-price', origin: 'backfill' };

const feed = new HandEpoch('feed');
feed.opened('05:58:00');
feed.quoted('06:00:30', '05:59:00', { USD: 100, EUR: -1, JPY: 0, GBP: null, CHF: '12.5', CAD: {} });
feed.quoted('06:02:30', '06:02:00', { USD: 120, EUR: 90, JPY: -7, AUD: [1] });
feed.quoted('06:03:00', '06:03:00', { USD: -1, EUR: 0 }); // lost again, at a minute's very end
feed.counted('06:04:30');
feed.quoted('06:05:10', '06:05:00', { USD: 110, EUR: 80 });
feed.counted('06:07:30');
feed.closed('06:08:00');
const late = feed.lines.slice(2, 3);
const last = feed.lines.slice(5);

const history = new HandEpoch('history');
history.opened('06:06:00', 'process');
history.quoted('06:06:01', '03:00:00', { USD: 50, EUR: -1 }, past);
history.quoted('06:06:01', '06:04:00', { USD: 1 }, past); // fills no minute
history.closed('06:06:02');

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
const rates = ['conversion_rates', 'conversion_rates_by_minute', 'conversion_rates_by_day'];
const built = (select: ReadonlyArray<string>) =>
  wentWell(
    dbt.worker.build({
      select,
      exclude: ['stg_mempool__next_block_snapshot_taken+', 'test_type:singular'],
    }),
  );
const news = ['lines', 'line_runs', 'epochs', 'conversions', ...rates];
const everything = () =>
  dbt.rows('select * exclude (built_at) from gold.conversion_rates_by_minute order by all');
const minutes = async (currency: string) =>
  (
    await dbt.rows(
      `select strftime(minute_at, '%H:%M') as minute, price::double as price, price_status,
         strftime(quoted_at, '%H:%M') as quoted, age_seconds::integer as age
       from gold.conversion_rates_by_minute where currency = '${currency}' order by minute_at`,
    )
  ).map(Object.values);

let early: ReadonlyArray<unknown>;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  await dbt.load(
    'first',
    feed.lines.slice(0, 5).filter((line) => !late.includes(line)),
  );
  await built(rates.map((model) => `+${model}`));
  early = await minutes('USD');
  await dbt.load('last', [...last, ...history.lines]);
  await built(news);
  await dbt.load('late', late);
  await built(news);
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

it('carries the last price on with growing age, minute by minute, over quotes that have none', async () => {
  expect(await minutes('USD')).toEqual([
    ['06:00', 100, 'quoted', '05:59', 120],
    ['06:01', 100, 'quoted', '05:59', 180],
    ['06:02', 120, 'never-obtained', '06:02', 60], // the quote of 06:03:00 is known when the minute ends
    ['06:03', 120, 'never-obtained', '06:02', 120],
    ['06:04', 120, 'never-obtained', '06:02', 180],
    ['06:05', 110, 'quoted', '06:05', 60],
    ['06:06', 110, 'quoted', '06:05', 120],
  ]);
  expect((await minutes('EUR')).slice(0, 4)).toEqual([
    ['06:00', null, 'never-obtained', null, null],
    ['06:01', null, 'never-obtained', null, null],
    ['06:02', 90, 'refused', '06:02', 60],
    ['06:03', 90, 'refused', '06:02', 120],
  ]);
});

it.each([
  ['EUR', 'never-obtained'],
  ['JPY', 'refused'],
  ['GBP', 'unreadable'],
  ['CHF', 'unreadable'],
  ['CAD', 'unreadable'],
])('tells what a quote of %s that is no price was: %s', async (currency, status) => {
  expect(
    await dbt.rows(
      `select price, price_status from gold.conversion_rates
       where currency = '${currency}' and quoted_at = timestamp '2026-11-21 05:59:00'`,
    ),
  ).toEqual([{ price: null, price_status: status }]);
});

it('sums a day up by the source’s clock, with what a backfill brought', async () => {
  expect(
    await dbt.rows(
      `select * exclude (network, source) from gold.conversion_rates_by_day
       where currency in ('EUR', 'USD', 'AUD') order by currency`,
    ),
  ).toEqual([
    {
      currency: 'AUD',
      day_date: '2026-11-21',
      open_price: null,
      close_price: null,
      min_price: null,
      max_price: null,
      average_price: null,
      quotes: '0',
      missing_quotes: '1',
      age_seconds: null,
    },
    {
      currency: 'EUR',
      day_date: '2026-11-21',
      open_price: '90.00000000',
      close_price: '80.00000000',
      min_price: '80.00000000',
      max_price: '90.00000000',
      average_price: '85.00000000',
      quotes: '2',
      missing_quotes: '3',
      age_seconds: '180',
    },
    {
      currency: 'USD',
      day_date: '2026-11-21',
      open_price: '50.00000000',
      close_price: '110.00000000',
      min_price: '1.00000000',
      max_price: '120.00000000',
      average_price: '76.20000000',
      quotes: '5',
      missing_quotes: '1',
      age_seconds: '180',
    },
  ]);
});

it('goes on from the last price while a file is late, and is put right from there when it comes', async () => {
  expect(early.at(-1)).toEqual(['06:03', 100, 'never-obtained', '05:59', 300]);
  expect(
    await dbt.rows(
      `select min(minute_at) as first from gold.conversion_rates_by_minute
       where built_at = (select max(built_at) from gold.conversion_rates_by_minute)`,
    ),
    'minutes before the change are left alone',
  ).toEqual([{ first: '2026-11-21 06:01:00' }]);
});

it('is the same built from nothing', async () => {
  const inPieces = await everything();
  await dbt.change('drop table gold.conversion_rates_by_minute');
  await built(['conversion_rates_by_minute']);
  expect(await everything()).toEqual(inPieces);
});
