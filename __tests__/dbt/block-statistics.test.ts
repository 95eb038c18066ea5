import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PIECES, blockHistories, canonicalOf, insertTold } from '../support/block-histories.ts';
import { openDbtWarehouse, wentWell, type DbtWarehouse } from '../support/dbt-warehouse.ts';
import { HandEpoch } from '../support/hand-lines.ts';

const models = ['block_lines', 'block_observations', 'block_heads', 'blocks'].map(
  (model) => `silver.${model}`,
);
const statistics = ['block_statistics', 'block_statistics_by_hour', 'block_statistics_by_day'].map(
  (model) => `gold.${model}`,
);

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

/** With the tests of the models, or without. */
const built = (exclude: ReadonlyArray<string>) =>
  wentWell(
    dbt.worker.build({
      select: ['+block_statistics', 'block_statistics_by_hour', 'block_statistics_by_day'],
      exclude: ['chain_segments+', 'lines+', ...exclude],
    }),
  );
const untested = ['resource_type:test'];

const contents = async (tables: ReadonlyArray<string>) => {
  const found: Record<string, unknown> = {};
  for (const table of tables)
    found[table] = await dbt.rows(
      `select columns(name -> name not in ('_loaded_at', 'built_at')) from ${table} order by all`,
    );
  return found;
};

describe('what is made of blocks', () => {
  const seed = Number(process.env['HISTORIES_SEED'] ?? 20_261_121);
  const count = Number(process.env['HISTORIES'] ?? 100);
  const histories = blockHistories(seed, count);

  const bySql = async () =>
    (await dbt.rows('select block_hash from silver.blocks where is_canonical order by 1')).map(
      ({ block_hash }) => block_hash,
    );
  const byWalking = (piece: number) =>
    histories.flatMap((told) => canonicalOf(told.filter((block) => block.piece <= piece))).sort();

  it(`is the best chain of each of ${count} trees after each load, and the same built from nothing (HISTORIES_SEED=${seed})`, async () => {
    await dbt.load('nothing', []);
    for (let piece = 0; piece < PIECES; piece += 1) {
      await dbt.change(insertTold(histories, piece));
      await built(untested);
      expect(await bySql(), `load ${piece}`).toEqual(byWalking(piece));
    }
    const inPieces = await contents([...models, ...statistics]);
    for (const table of [...models, ...statistics]) await dbt.change(`drop table ${table} cascade`);
    await built([]);
    expect(await contents([...models, ...statistics])).toEqual(inPieces);
  });
});

describe('blocks summed up by the hour and the day', () => {
  const pool = (slug: string) => ({ pool: { id: 1, name: slug.toUpperCase(), slug } });
  const rates = (low: number) => ({
    feeRange: [low, low + 1, low + 2, low + 3, low + 4, low + 5, low + 6],
    medianFee: low + 3,
  });
  const feed = new HandEpoch('feed');
  feed.opened('05:00:00');
  const blocks = [
    { height: 10, minedAt: '05:10:00', feesSats: 100, extras: { ...pool('b'), ...rates(1) } },
    { height: 11, minedAt: '05:20:00', feesSats: 300, extras: { ...pool('a'), ...rates(2) } },
    { height: 12, minedAt: '05:15:00', feesSats: 200, extras: { ...pool('a'), ...rates(5) } },
    { height: 13, minedAt: '08:40:00', feesSats: null, extras: {} },
    { height: 15, minedAt: '12:00:00', feesSats: 50, extras: rates(1) }, // 14 is not held
  ];
  for (const block of blocks)
    feed.block('13:00:00', { ...block, hash: `a${block.height}`, parent: `a${block.height - 1}` });
  const stale = { hash: 'b11', height: 11, parent: 'a10', minedAt: '05:25:00', stale: true };
  feed.block('13:00:00', { ...stale, extras: { ...pool('c'), ...rates(0) } });

  beforeAll(async () => {
    dbt.empty();
    await dbt.load('hours', feed.lines);
    await dbt.change(
      `update raw.block_metadata set payload = '{"extras":null}' where block_hash = 'a13'`,
    );
    await built(untested);
  });

  const nothing = {
    size_bytes: '0',
    weight: '0',
    share_full: null,
    min_rate: null,
    median_rate: null,
    max_rate: null,
    average_interval_seconds: null,
    longest_interval_seconds: null,
    pools: '0',
    biggest_pool_name: null,
    biggest_pool_blocks: null,
    biggest_pool_share: null,
  };

  it('are 0 in an hour between a block and its parent, and have no row where a block may be missing', async () => {
    const hours = await dbt.rows(
      `select strftime(hour_at, '%H') as hour, blocks::integer as blocks, total_fees_sats
       from gold.block_statistics_by_hour order by hour_at`,
    );
    expect(hours.map(Object.values)).toEqual([
      ['05', 3, '600'],
      ['06', 0, '0'],
      ['07', 0, '0'],
      ['08', 1, null],
      ['12', 1, '50'],
    ]);
    const [empty] = await dbt.rows(
      `select * exclude (network, day_date, hour_at, blocks, stale_blocks, transactions, total_fees_sats, reward_sats, built_at)
       from gold.block_statistics_by_hour where hour_at = timestamp '2026-11-21 06:00:00'`,
    );
    expect(empty).toEqual(nothing);
  });

  it('tell rates, intervals, pools and what was replaced', async () => {
    const [hour] = await dbt.rows(
      `select * exclude (network, day_date, hour_at, built_at)
       from gold.block_statistics_by_hour where hour_at = timestamp '2026-11-21 05:00:00'`,
    );
    expect(hour).toEqual({
      blocks: '3',
      stale_blocks: '1',
      transactions: '6',
      size_bytes: '3000',
      weight: '12000',
      share_full: '0.00100000',
      total_fees_sats: '600',
      reward_sats: null,
      min_rate: '1.00000000',
      median_rate: '5.00000000',
      max_rate: '11.00000000',
      average_interval_seconds: '150.00', // ten minutes on, five back
      longest_interval_seconds: '600',
      pools: '2',
      biggest_pool_name: 'A',
      biggest_pool_blocks: '2',
      biggest_pool_share: '0.66666667',
    });
    const days = await dbt.rows(
      `select day_date, blocks, pools, total_fees_sats, longest_interval_seconds from gold.block_statistics_by_day`,
    );
    expect(days).toEqual([
      {
        day_date: '2026-11-21',
        blocks: '5',
        pools: '3',
        total_fees_sats: null,
        longest_interval_seconds: '12300',
      },
    ]);
  });

  it('give a block’s own rates, and nulls where its extras are null', async () => {
    const rows = await dbt.rows(
      `select p10_rate, p25_rate, median_rate, p75_rate, p90_rate, average_fee_sats, pool_name
       from gold.block_statistics where height in (12, 13) order by height`,
    );
    expect(rows.map(Object.values)).toEqual([
      ['6.00000000', '7.00000000', '8.00000000', '9.00000000', '10.00000000', '200.00', 'A'],
      [null, null, null, null, null, null, null],
    ]);
  });
});
