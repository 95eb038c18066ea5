import {
  historyOf,
  nextBlockAt,
  ratesOf,
  readLine,
  type Answer,
  type ReadLine,
} from '@bitcoin-pipeline/model';
import type { Json } from '@duckdb/node-api';
import type { DbtWarehouse } from './dbt-warehouse.ts';
import type { HandLine } from './hand-lines.ts';
import { right } from './warehouse.ts';

/** The next block at moments, as the model says it from lines and as the tables say it by SQL, in the same words. */

export interface Said {
  readonly level: string | null;
  readonly cause: string | null;
  readonly gapId: string | null;
  readonly epochId: string | null;
  readonly ordinal: number | null;
  readonly sequence: number | null;
  readonly feeSats: number | null;
  readonly weight: number | null;
  readonly lowestRate: number | null;
  readonly medianRate: number | null;
  /** Each as txid:fee:weight:rate:flags:accelerated, by txid. */
  readonly rows: ReadonlyArray<string>;
}

export const readBack = ({ text }: HandLine): ReadLine => right(readLine(text));

const inWords = (answer: Answer): Said => {
  if (answer.tag === 'unknown') {
    const { cause, gapId, epochId } = answer;
    const nothing = { ordinal: null, sequence: null, feeSats: null, weight: null };
    const noRates = { lowestRate: null, medianRate: null };
    return { level: 'unknown', cause, gapId, epochId, ...nothing, ...noRates, rows: [] };
  }
  const { level, epochId, ordinal, sequence, block } = answer;
  const rows = [...block.rows].map(([txid, row]) =>
    [txid, row.feeSats, row.weight, row.rate.toFixed(8), row.flags, row.accelerated].join(':'),
  );
  return {
    level,
    cause: null,
    gapId: null,
    epochId,
    ordinal,
    sequence,
    feeSats: block.totals.feeSats,
    weight: block.totals.weight,
    ...ratesOf(block.rows.values()),
    rows: rows.sort(),
  };
};

export const saidByModel = (
  lines: ReadonlyArray<HandLine>,
  moments: ReadonlyArray<number>,
): ReadonlyMap<number, Said> => {
  const history = historyOf(lines.map(readBack));
  return new Map(moments.map((ms) => [ms, inWords(nextBlockAt(history, ms))]));
};

const number = (value: Json | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

/** All moments in one query. */
export const saidBySql = async (
  dbt: Pick<DbtWarehouse, 'rows'>,
  moments: ReadonlyArray<number>,
): Promise<ReadonlyMap<number, Said>> => {
  const rows = await dbt.rows(`
    with moments as (
      select epoch_ms(unnest([${moments.join(', ')}])) as at
    ),
    listed as (
      select
        asked_at,
        list(concat_ws(':', txid, fee_sats, weight, rate, flags, accelerated) order by txid) as rows
      from moments, lateral (select * from gold.next_block_rows_at(moments.at))
      group by asked_at
    )
    select epoch_ms(answers.asked_at) as ms, answers.*, coalesce(listed.rows, []) as rows
    from moments, lateral (select * from gold.next_block_at(moments.at)) as answers
    left join listed on answers.asked_at = listed.asked_at`);
  return new Map(
    rows.map((row) => [
      Number(row['ms']),
      {
        level: text(row['level']),
        cause: text(row['cause']),
        gapId: text(row['gap_id']),
        epochId: text(row['epoch_id']),
        ordinal: number(row['ordinal']),
        sequence: number(row['sequence']),
        feeSats: number(row['fee_sats']),
        weight: number(row['weight']),
        lowestRate: number(row['min_rate']),
        medianRate: number(row['median_rate']),
        rows: Array.isArray(row['rows']) ? row['rows'].map(String) : [],
      },
    ]),
  );
};

/** Just before, at and just after each line. */
export const momentsAround = (lines: ReadonlyArray<HandLine>): ReadonlyArray<number> => {
  const times = lines.map((line) => Date.parse(readBack(line).envelope.observedAt));
  return [...new Set(times.flatMap((ms) => [ms - 1, ms, ms + 1]))].sort((a, b) => a - b);
};
