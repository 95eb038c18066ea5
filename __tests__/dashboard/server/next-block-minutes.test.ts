import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minutesIn } from '../../../dashboard/server/next-block-minutes.ts';
import { openReader, type Reader } from '../../../warehouse/reader.ts';

/** The columns as `dbt/models/gold/_gold__models.yml` declares them, with those the page does not need. */
const table = `
  CREATE SCHEMA gold;
  CREATE TABLE gold.next_block_by_minute (
    network VARCHAR, minute_at TIMESTAMP, level VARCHAR, cause VARCHAR, gap_id VARCHAR,
    epoch_id VARCHAR, ordinal BIGINT, sequence BIGINT, transactions BIGINT, fee_sats BIGINT,
    weight BIGINT, vsize_vbytes DECIMAL(20, 2), min_rate DECIMAL(20, 8), p10_rate DECIMAL(20, 8),
    median_rate DECIMAL(20, 8), p90_rate DECIMAL(20, 8), transactions_in BIGINT,
    transactions_out BIGINT, transactions_repriced BIGINT, built_at TIMESTAMP
  );`;

const known = (at: string, level: string, rates: ReadonlyArray<number>, weight: number): string =>
  `('mainnet', '${at}', '${level}', NULL, NULL, 'e', 1, 1, 10, 1000, ${weight}, ${weight / 4}, ${rates.join(', ')}, 0, 0, 0, '2026-11-21')`;
const unknown = (at: string, cause: string): string =>
  `('mainnet', '${at}', 'unknown', '${cause}', 'g', 'e', ${Array(13).fill('NULL').join(', ')}, '2026-11-21')`;

const rows = [
  known('2026-11-21 05:19:00', 'verified', [1, 1, 1, 1], 4), // before
  known('2026-11-21 05:20:00', 'verified', [1.21, 2, 3, 9.5], 3_991_780),
  known('2026-11-21 05:21:00', 'contiguous', [1.5, 2.5, 5, 8], 3_990_000),
  unknown('2026-11-21 05:22:00', 'socket'),
  unknown('2026-11-21 05:23:00', 'socket'),
  // 05:24 is not in the tables
  known('2026-11-21 05:25:00', 'verified', [4, 5, 6, 7], 2_000_001),
  known('2026-11-21 05:26:00', 'verified', [1, 1, 1, 1], 4), // after
];

describe('the minutes of the next block', () => {
  let folder: string;
  let reader: Reader;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'minutes-'));
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
  const fromMs = Date.parse('2026-11-21T05:20:00Z');
  const toMs = Date.parse('2026-11-21T05:26:00Z');

  it('are the rows of the table, one by one', async () => {
    await publish(`${table} INSERT INTO gold.next_block_by_minute VALUES ${rows.join(', ')}`);
    const told = await minutesIn(reader)({ fromMs, toMs, stepMinutes: 1 });
    if (E.isLeft(told)) throw new Error(told.left.message);
    expect(told.right.map(({ at }) => at.slice(11, 16))).toEqual([
      '05:20',
      '05:21',
      '05:22',
      '05:23',
      '05:25',
    ]);
    expect(told.right[0]).toEqual({
      at: '2026-11-21T05:20:00.000Z',
      minutes: 1,
      unknownMinutes: 0,
      cause: null,
      isVerified: true,
      lowestRate: 1.21,
      p10Rate: 2,
      medianRate: 3,
      p90Rate: 9.5,
      vsizeVbytes: 997_945,
    });
    expect(told.right[2]).toEqual({
      at: '2026-11-21T05:22:00.000Z',
      minutes: 1,
      unknownMinutes: 1,
      cause: 'socket',
      isVerified: false,
      lowestRate: null,
      p10Rate: null,
      medianRate: null,
      p90Rate: null,
      vsizeVbytes: null,
    });
  });

  it('are put together to the outermost rates and the median of the medians; what is unknown in it is told', async () => {
    await publish(`${table} INSERT INTO gold.next_block_by_minute VALUES ${rows.join(', ')}`);
    const told = await minutesIn(reader)({ fromMs, toMs, stepMinutes: 3 });
    expect(told).toEqual(
      E.right([
        {
          at: '2026-11-21T05:20:00.000Z',
          minutes: 3,
          unknownMinutes: 1,
          cause: 'socket',
          isVerified: false,
          lowestRate: 1.21,
          p10Rate: 2,
          medianRate: 4,
          p90Rate: 9.5,
          vsizeVbytes: 997_945,
        },
        {
          at: '2026-11-21T05:23:00.000Z',
          minutes: 2,
          unknownMinutes: 1,
          cause: 'socket',
          isVerified: false,
          lowestRate: 4,
          p10Rate: 5,
          medianRate: 6,
          p90Rate: 7,
          vsizeVbytes: 500_000.25,
        },
      ]),
    );
  });

  it('are a thousand points at most for two days', async () => {
    await publish(`${table}
      INSERT INTO gold.next_block_by_minute (network, minute_at, level, min_rate)
      SELECT 'mainnet', TIMESTAMP '2026-11-18' + INTERVAL (i) MINUTE, 'verified', 1 FROM range(5760) r(i)`);
    const twoDays = {
      fromMs: Date.parse('2026-11-19T00:00:00Z'),
      toMs: Date.parse('2026-11-21T00:00:00Z'),
      stepMinutes: 3,
    };
    const told = await minutesIn(reader)(twoDays);
    if (E.isLeft(told)) throw new Error(told.left.message);
    expect(told.right.length).toBe(960);
    expect(new Set(told.right.map(({ minutes }) => minutes))).toEqual(new Set([3]));
    expect(told.right.at(-1)?.at).toBe('2026-11-20T23:57:00.000Z');
  });

  it('are none, with a sentence, before the tables are built', async () => {
    expect(await minutesIn(reader)({ fromMs, toMs, stepMinutes: 1 })).toEqual(
      E.left({ tag: 'failed', message: 'the tables are not built yet.' }),
    );
  });
});
