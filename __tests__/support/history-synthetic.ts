import { historyTables } from './history-tables.ts';

/** Made-up tables of any length, the same each time, as statements of DuckDB. */

/** A number below `most` that looks drawn by lot: of a height and what it is for. */
const lot = (what: string, most: number): string => `(hash(h, '${what}') % ${most})::bigint`;

/** Every ten minutes or so a block, up to a tip, rates of two decimals as the source gives them; one stretch of heights and single ones are missing. */
const blocks = (count: number, tip: number, tipAt: string): string => `
  insert into gold.block_statistics
  select h, 'hash' || h,
    timestamp '${tipAt}' - to_seconds((${tip} - h) * 600 - ${lot('clock', 300)}),
    case when ${lot('parent', 50)} = 0 then null else 600 + ${lot('interval', 1500)} - 700 end,
    1500 + ${lot('transactions', 3500)}, 1400000 + ${lot('size', 400000)}, 3985000 + ${lot('weight', 15000)},
    2000000 + (1500000 * (1 + sin(h / 40.0)))::bigint + ${lot('fees', 2500000)},
    1 + ${lot('low', 50)} / 100.0, round(3 + sin(h / 40.0) + ${lot('middle', 80)} / 100.0, 2),
    round(6 + 3 * sin(h / 40.0) + ${lot('high', 300)} / 100.0, 2),
    case when ${lot('pool', 100)} < 30 then 'Foundry USA' when ${lot('pool', 100)} < 49 then 'AntPool'
      when ${lot('pool', 100)} < 61 then 'ViaBTC' when ${lot('pool', 100)} < 70 then 'F2Pool'
      when ${lot('pool', 100)} = 99 then null else 'Pool ' || (${lot('pool', 100)} - 70) end
  from range(${tip} - ${count} + 1, ${tip} + 1) as heights(h)
  where h not between ${tip} - 60 and ${tip} - 52 and ${lot('missing', 150)} <> 0`;

/** Of four blocks in five, a projection; of some it is not known. */
const predictions = `
  insert into gold.predicted_against_mined
  select height, block_hash, true, case when lot % 9 = 0 then 'unknown' else 'verified' end,
    case when lot % 9 <> 0 then 0.9 + (lot % 100) / 1000.0 end,
    case when lot % 9 <> 0 then (lot % 37) / 1000.0 end, 95 + (lot % 50) / 10.0
  from (select *, (hash(height, 'lot') % 1000)::bigint as lot from gold.block_statistics)
  where lot % 5 <> 4`;

/** A price a minute for a day in two currencies; an hour of the yen is missing. */
const prices = (tipAt: string): string => `
  insert into gold.conversion_rates_by_minute
  select currency, minute_at, base * (1 + 0.01 * sin(m / 180.0) + 0.002 * cos(m / 17.0)),
    case when currency = 'JPY' and m between 600 and 660 then 'refused' else 'quoted' end,
    minute_at - to_seconds(90)
  from (values ('USD', 98000), ('EUR', 84400), ('GBP', 72600), ('CAD', 135000), ('AUD', 151000), ('JPY', 14800000))
    as currencies(currency, base),
    (select m, timestamp '${tipAt}' - to_minutes(1500 - m) as minute_at from range(1500) as minutes(m))`;

export const syntheticHistory = (
  count: number,
  tipAt: string,
  tip = 905_144,
): ReadonlyArray<string> => [
  ...historyTables,
  blocks(count, tip, tipAt),
  predictions,
  prices(tipAt),
];
