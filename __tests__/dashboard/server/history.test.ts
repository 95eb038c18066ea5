import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { historyOf } from '../../../dashboard/server/history.ts';
import { openReader, type Reader } from '../../../warehouse/reader.ts';

/** The columns as `dbt/models/gold/_gold__models.yml` declares them, with those the page does not need. */
const table = `
  CREATE SCHEMA gold;
  CREATE TABLE gold.block_statistics (
    network VARCHAR, height BIGINT, block_hash VARCHAR, previous_block_hash VARCHAR,
    mined_at TIMESTAMP, interval_seconds BIGINT, transactions BIGINT, size_bytes BIGINT,
    weight BIGINT, total_fees_sats BIGINT, reward_sats BIGINT, median_rate DECIMAL(20, 8),
    pool_name VARCHAR
  );
  INSERT INTO gold.block_statistics VALUES
    ('mainnet', 905142, 'aa', '99', '2026-09-19 11:50:00', NULL, 2411, 1534211, 3991780,
      7533810, 320033810, 2.87000000, 'Foundry USA'),
    ('mainnet', 905143, 'bb', 'aa', '2026-09-19 11:49:48', -12, 1, 285, 1140, 0, 312500000, 0, NULL),
    ('mainnet', 905144, 'cc', 'bb', '2026-09-19 12:03:11', 803, 3412, 1498004, 3990012,
      4100000, 316600000, 1.21, 'OCEAN')`;

describe('the history', () => {
  let folder: string;
  let reader: Reader;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'history-'));
    reader = openReader(join(folder, 'serve.duckdb'));
  });
  afterEach(async () => {
    await reader.close();
    await rm(folder, { recursive: true });
  });

  const publish = async (sql: string): Promise<void> => {
    const instance = await DuckDBInstance.create(join(folder, 'serve.duckdb'));
    const connection = await instance.connect();
    await connection.run(sql);
    connection.closeSync();
    instance.closeSync();
  };

  it('is the newest blocks of the published table, highest first', async () => {
    await publish(table);
    expect(await historyOf(reader).recentBlocks(2)).toEqual(
      E.right([
        {
          height: 905_144,
          hash: 'cc',
          minedAt: '2026-09-19T12:03:11.000Z',
          transactions: 3412,
          sizeBytes: 1_498_004,
          weight: 3_990_012,
          feeSats: 4_100_000,
          medianRate: 1.21,
          pool: 'OCEAN',
          intervalSeconds: 803,
        },
        {
          height: 905_143,
          hash: 'bb',
          minedAt: '2026-09-19T11:49:48.000Z',
          transactions: 1,
          sizeBytes: 285,
          weight: 1140,
          feeSats: 0,
          medianRate: 0,
          pool: null,
          intervalSeconds: -12,
        },
      ]),
    );
  });

  it('says in words that there is none yet', async () => {
    expect(await historyOf(reader).recentBlocks(2)).toEqual(
      E.left('the tables are not built yet.'),
    );
  });

  it('says in words that the published table is another', async () => {
    await publish('CREATE SCHEMA gold; CREATE TABLE gold.block_statistics (height BIGINT)');
    const told = await historyOf(reader).recentBlocks(2);
    expect(E.isLeft(told) ? told.left : '').toMatch(/^the query failed: .*block_hash/);
  });
});
