import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  openDbtWarehouse,
  untested,
  wentWell,
  type DbtWarehouse,
} from '../support/dbt-warehouse.ts';
import { HandEpoch } from '../support/hand-lines.ts';

const feed = new HandEpoch('feed');
feed.opened('05:00:00');
// 100 ← 101 ← 102a (stale in the end) and 102b ← 103; 98 has no child that is known, 99 is missing
const blocks = {
  h98: { hash: 'h98', height: 98, parent: 'h97', minedAt: '04:40:00' },
  h100: { hash: 'h100', height: 100, parent: 'h99', minedAt: '04:50:00' },
  h101: { hash: 'h101', height: 101, parent: 'h100', minedAt: '04:59:00' },
  h101x: { hash: 'h101x', height: 101, parent: 'h100', minedAt: '04:59:30' }, // nobody calls it stale
  h102a: { hash: 'h102a', height: 102, parent: 'h101', minedAt: '05:10:00' },
  h102b: { hash: 'h102b', height: 102, parent: 'h101', minedAt: '05:09:00' },
  h103: { hash: 'h103', height: 103, parent: 'h102b', minedAt: '05:08:30' },
};
feed.block('05:00:01', blocks.h98);
feed.block('05:00:01', blocks.h100);
const pool = { id: 7, name: 'Pool', slug: 'pool' };
const memory = { medianFee: 3.62, feeRange: [2.79, 3, 3, 3.62, 4.56, 6.1, 468.75], pool };
feed.block('05:00:02', { ...blocks.h101, stale: false, feesSats: 500, extras: memory });
feed.block('05:00:03', blocks.h101x);
feed.block('05:10:01', blocks.h102a);
feed.block('05:10:02', blocks.h102b);
feed.block('05:10:03', blocks.h103);
feed.counted('05:10:04');

/** A poller's runs: the same block again and again. */
const polls = new HandEpoch('polls');
polls.opened('05:11:00');
for (const time of ['05:11:00', '05:11:01']) polls.block(time, { ...blocks.h102a, stale: true });
polls.block('05:12:00', { ...blocks.h102a, stale: false });
polls.block('05:13:00', { ...blocks.h102a, stale: true });
// the database's shape of the same block: coarser, without a pool and without fees
const database = { medianFee: 4, feeRange: [0, 1, 3, 4, 4, 6, 469], matchRate: 94.52 };
polls.block('05:13:00', { ...blocks.h101, stale: null, feesSats: null, extras: database });
// replaced, and back on the main chain when its rival was
polls.block('05:13:00', { ...blocks.h103, stale: true, canonical: 'h103x' });
polls.block('05:14:00', { ...blocks.h103, stale: false });
polls.block('05:14:00', { ...blocks.h101x, stale: true, canonical: 'h101' });
polls.closed('05:14:01');

const prices = new HandEpoch('prices');
prices.opened('06:00:00');
prices.quoted('06:00:01', '05:59:00', { USD: 100_000, EUR: -1, JPY: 0, GBP: null, CHF: 'none' });
prices.quoted('06:00:02', '05:59:00', { USD: 100_000, EUR: -1, JPY: 0, GBP: null, CHF: 'none' });
prices.quoted('06:05:01', '06:05:00', { USD: 100_200.5, EUR: 90_000, JPY: -1 });
// Prices of the past, fetched later: one that was seen live with the same bytes, one that nobody saw.
const past = { path: '/api/v1/historical-price', origin: 'backfill' };
prices.quoted('07:00:00', '06:05:00', { USD: 100_200.5, EUR: 90_000, JPY: -1 }, past);
prices.quoted('07:00:00', '03:00:00', { USD: 99_000, EUR: -1 }, past);
prices.closed('07:00:01');

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  await dbt.load('polls', [...polls.lines, ...prices.lines]); // loaded before what was observed earlier
  await dbt.load('feed', feed.lines);
  await wentWell(dbt.worker.build(untested));
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

it('keeps stale, canonical and stale again as three observations, equal ones that follow each other as one', async () => {
  const seen = await dbt.rows(
    `select observation_no, observed_at, last_observed_at, lines_seen, stale
     from silver.block_observations where block_hash = 'h102a' order by 1`,
  );
  expect(seen.map(({ stale }) => stale)).toEqual([null, true, false, true]);
  expect(seen[1]).toEqual({
    observation_no: '2',
    observed_at: '2026-11-21 05:11:00',
    last_observed_at: '2026-11-21 05:11:01',
    lines_seen: '2',
    stale: true,
  });
});

it('keeps both branches of a reorg and holds one block of a height canonical', async () => {
  const chain = await dbt.rows(
    'select height, block_hash, is_canonical from silver.blocks order by height, block_hash',
  );
  expect(chain.map(({ block_hash, is_canonical }) => [block_hash, is_canonical])).toEqual([
    ['h98', true],
    ['h100', true],
    ['h101', true],
    ['h101x', false],
    ['h102a', false],
    ['h102b', true],
    ['h103', true],
  ]);
});

it('names the block in its place only of one that is stale', async () => {
  expect(
    await dbt.rows(
      `select block_hash, stale, canonical_block_hash from silver.blocks
       where block_hash in ('h101x', 'h103') order by 1`,
    ),
  ).toEqual([
    { block_hash: 'h101x', stale: true, canonical_block_hash: 'h101' },
    { block_hash: 'h103', stale: false, canonical_block_hash: null },
  ]);
});

it('lets the latest value that is not null stand', async () => {
  const [block] = await dbt.rows(
    `select total_fees_sats, min_rate, median_rate, max_rate, pool_name, match_rate_percent, stale,
       observations, first_observed_at, last_observed_at
     from silver.blocks where block_hash = 'h101'`,
  );
  expect(block).toEqual({
    total_fees_sats: '500',
    min_rate: '0.00000000',
    median_rate: '4.00000000',
    max_rate: '469.00000000',
    pool_name: 'Pool',
    match_rate_percent: '94.52000000',
    stale: false,
    observations: '2',
    first_observed_at: '2026-11-21 05:00:02',
    last_observed_at: '2026-11-21 05:13:00',
  });
});

it('measures the interval to the parent by the miners’ clocks, also where they run backwards', async () => {
  expect(
    await dbt.rows('select height, interval_seconds from gold.block_statistics order by height'),
  ).toEqual([
    { height: '98', interval_seconds: null },
    { height: '100', interval_seconds: null },
    { height: '101', interval_seconds: '540' },
    { height: '102', interval_seconds: '600' },
    { height: '103', interval_seconds: '-30' },
  ]);
});

it('never takes −1, 0, null or text for a price', async () => {
  expect(
    await dbt.rows(
      `select currency, price, price_status, age_seconds from gold.conversion_rates
       where quoted_at = timestamp '2026-11-21 05:59:00' order by currency`,
    ),
  ).toEqual([
    { currency: 'CHF', price: null, price_status: 'unreadable', age_seconds: '61' },
    { currency: 'EUR', price: null, price_status: 'never-obtained', age_seconds: '61' },
    { currency: 'GBP', price: null, price_status: 'unreadable', age_seconds: '61' },
    { currency: 'JPY', price: null, price_status: 'refused', age_seconds: '61' },
    { currency: 'USD', price: '100000.00000000', price_status: 'quoted', age_seconds: '61' },
  ]);
  const [average] = await dbt.rows(
    `select avg(price) as usd, avg(price) filter (currency = 'EUR') as eur from gold.conversion_rates where currency in ('EUR', 'USD')`,
  );
  expect(average).toEqual({ usd: (99_000 + 100_000 + 100_200.5 + 90_000) / 4, eur: 90_000 });
});

it('takes a price of the past that came later neither for a new one nor for the newest', async () => {
  expect(
    await dbt.rows(
      `select currency, max_by(price, quoted_at) as newest, count(*) as quotes
       from gold.conversion_rates where price is not null group by currency order by currency`,
    ),
  ).toEqual([
    { currency: 'EUR', newest: '90000.00000000', quotes: '1' },
    { currency: 'USD', newest: '100200.50000000', quotes: '3' },
  ]);
  expect(
    await dbt.rows(
      `select quoted_at, lines_seen, first_observed_at, last_observed_at from silver.conversions
       where currency = 'USD' order by quoted_at`,
    ),
  ).toEqual([
    {
      quoted_at: '2026-11-21 03:00:00',
      lines_seen: '1',
      first_observed_at: '2026-11-21 07:00:00',
      last_observed_at: '2026-11-21 07:00:00',
    },
    {
      quoted_at: '2026-11-21 05:59:00',
      lines_seen: '2',
      first_observed_at: '2026-11-21 06:00:01',
      last_observed_at: '2026-11-21 06:00:02',
    },
    {
      quoted_at: '2026-11-21 06:05:00',
      lines_seen: '2',
      first_observed_at: '2026-11-21 06:05:01',
      last_observed_at: '2026-11-21 07:00:00',
    },
  ]);
});
