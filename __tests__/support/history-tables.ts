import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { openWarehouse } from '../../warehouse/database.ts';
import { publish, serveFileOf } from '../../warehouse/publish.ts';
import type { QueryPort } from '../../warehouse/query-port.ts';
import { openReader } from '../../warehouse/reader.ts';
import { mainnet } from './identity.ts';
import { right } from './warehouse.ts';

/** The tables that the page reads, with the columns that it reads: text that both engines take. */
export const historyTables: ReadonlyArray<string> = [
  'create schema if not exists gold',
  'create schema if not exists silver',
  `create table gold.block_statistics (
     height bigint, block_hash varchar, mined_at timestamp, interval_seconds bigint, transactions bigint,
     size_bytes bigint, weight bigint, total_fees_sats bigint, p10_rate decimal(20, 8),
     median_rate decimal(20, 8), p90_rate decimal(20, 8), pool_name varchar)`,
  `create table gold.predicted_against_mined (
     height bigint, block_hash varchar, is_canonical boolean, level varchar, share_matched decimal(12, 8),
     share_surprising decimal(12, 8), match_rate_percent decimal(20, 8))`,
  `create table gold.conversion_rates_by_minute (
     currency varchar, minute_at timestamp, price decimal(20, 8), price_status varchar, quoted_at timestamp)`,
  `create table gold.coverage_by_hour (
     stream varchar, hour_at timestamp, seconds decimal(10, 3), verified_seconds decimal(10, 3),
     contiguous_seconds decimal(10, 3), unknown_seconds decimal(10, 3))`,
  `create table gold.completeness_by_day (
     stream varchar, day_date date, files bigint, lines_loaded bigint, payload_bytes bigint)`,
  `create table silver.gaps (
     cause varchar, last_good_at timestamp, found_at timestamp, closed_at timestamp)`,
  'create table silver.quarantine (reason varchar, part bigint, status varchar)',
];

/** Tables without a row. */
export const emptyTables: QueryPort = {
  query: () => Promise.resolve(E.right([])),
  buildOf: () => Promise.resolve(E.right({ id: 'empty', builtAt: '2026-11-21T07:00:00.000Z' })),
  close: () => Promise.resolve(),
};

/** DuckDB with these tables, and a way to change them and publish again. */
export interface HistoryWarehouse {
  readonly port: QueryPort;
  readonly build: (statements: ReadonlyArray<string>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const openHistoryWarehouse = async (folder: string): Promise<HistoryWarehouse> => {
  const file = path.join(folder, 'lake.duckdb');
  const warehouse = right(await openWarehouse(file, mainnet));
  const port = openReader(serveFileOf(file));
  return {
    port,
    build: async (statements) => {
      for (const statement of statements) await warehouse.connection.run(statement);
      right(await publish(warehouse, serveFileOf(file)));
    },
    close: async () => {
      await port.close();
      await warehouse.close();
    },
  };
};

/** 14 heights around a hole: 905003 and 905004 are not held, one block lacks what the source adds. */
export const fewBlocks = `insert into gold.block_statistics values
  (904990, 'h90', '2026-11-17 05:00:00', null, 100, 1000, 4000, 50, 1, 2, 3, 'Old pool'),
  (905000, 'h00', '2026-11-20 06:10:00', null, 2000, 1500000, 3990000, 4000000, 1.5, 2, 4, 'OCEAN'),
  (905001, 'h01', '2026-11-20 06:20:00', 600, 3000, 1600000, 3991000, 6000000, 2, 3, 6, 'OCEAN'),
  (905002, 'h02', '2026-11-20 06:19:50', -10, 1, 285, 1140, 0, 0, 0, 0, '=1+1'),
  (905005, 'h05', '2026-11-21 06:00:00', null, 2500, 1550000, 3992000, null, null, null, null, null),
  (905006, 'h06', '2026-11-21 06:10:00', 600, 2600, 1560000, 3992500, 5000000, 1, 2.25, 9.5, 'OCEAN')`;

/** Of the newest of them: what was projected. A stale block of a height counts for nothing. */
export const fewPredictions = `insert into gold.predicted_against_mined values
  (905001, 'h01', true, 'verified', 0.98, 0.01, 99.5),
  (905002, 'h02', true, 'unknown', null, null, null),
  (905006, 'h06', true, 'contiguous', 0.75, 0.5, null),
  (905006, 'x06', false, 'verified', 0.1, 0.1, 10)`;

/** Two currencies over 25 hours; the yen has no price at the end, and a minute of the dollar is twice in one point. */
export const fewPrices = `insert into gold.conversion_rates_by_minute values
  ('USD', '2026-11-20 05:59:00', 90000, 'quoted', '2026-11-20 05:55:00'),
  ('USD', '2026-11-20 06:59:00', 100000, 'quoted', '2026-11-20 06:55:00'),
  ('USD', '2026-11-21 06:56:00', 103000, 'quoted', '2026-11-21 06:50:00'),
  ('USD', '2026-11-21 06:58:00', 102000.5, 'quoted', '2026-11-21 06:55:00'),
  ('JPY', '2026-11-20 07:00:00', 15000000, 'quoted', '2026-11-20 06:55:00'),
  ('JPY', '2026-11-21 06:58:00', 15000000, 'never-obtained', '2026-11-20 06:55:00')`;

/** An hour whole, an hour half known; gaps that end, that are open, of the day before; a fragment in two parts. */
export const fewFacts: ReadonlyArray<string> = [
  `insert into gold.coverage_by_hour values
     ('mempool-block', '2026-11-19 06:00:00', 3600, 0, 0, 3600),
     ('mempool-block', '2026-11-21 05:00:00', 3600, 3000, 600, 0),
     ('mempool-block', '2026-11-21 06:00:00', 400, 100, 100, 200),
     ('conversions', '2026-11-21 06:00:00', 4000, 0, 4000, 0)`,
  `insert into gold.completeness_by_day values
     ('all', '2026-11-20', 1, 10, 1000),
     ('all', '2026-11-21', 40, 9000, 7000000),
     ('conversions', '2026-11-21', 10, 100, 50000)`,
  `insert into silver.gaps values
     ('socket', '2026-11-20 23:59:30', '2026-11-21 00:00:10', '2026-11-21 00:00:30'),
     ('socket', '2026-11-21 05:00:00', '2026-11-21 05:00:05', '2026-11-21 05:01:00'),
     ('sequence', null, '2026-11-21 06:59:00', null),
     ('crash', '2026-11-20 05:00:00', '2026-11-20 05:00:05', '2026-11-20 05:01:00')`,
  `insert into silver.quarantine values
     ('not-json', null, 'rejected'), ('codec', 1, 'rejected'), ('codec', 2, 'rejected'),
     ('codec', null, 'rejected'), ('codec', null, 'decoded')`,
];
