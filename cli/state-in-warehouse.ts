import { instantOf, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { patientQuery } from './warehouse-query.ts';
import { failure, type CliFault } from './command.ts';
import type { Reach, StateFigures, StateGap, StateRow } from './state-figures.ts';

const maybe = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** As `StateRow` has it, but for the time, which engines write in their own ways. */
const ListedRow = t.type({
  txid: t.string,
  feeSats: t.number,
  weight: t.number,
  vsizeVbytes: t.number,
  valueSats: t.number,
  rate: t.number,
  flags: t.number,
  firstSeenMs: maybe(t.number),
  accelerated: t.boolean,
});

/** A row of `momentQuery`. */
export const AnswerRow = t.type({
  level: t.keyof({ verified: null, contiguous: null, unknown: null }),
  cause: maybe(t.string),
  gap_id: maybe(t.string),
  epoch_id: maybe(t.string),
  base_ordinal: maybe(t.number),
  ordinal: maybe(t.number),
  sequence: maybe(t.number),
  transactions: maybe(t.number),
  fee_sats: maybe(t.number),
  weight: maybe(t.number),
  min_rate: maybe(t.number),
  p10_rate: maybe(t.number),
  median_rate: maybe(t.number),
  p90_rate: maybe(t.number),
  gap_cause: maybe(t.string),
  gap_epoch_id: maybe(t.string),
  suspect_from_ordinal: maybe(t.number),
  last_good_at: maybe(t.string),
  closed_at: maybe(t.string),
  first_at: maybe(t.string),
  last_at: maybe(t.string),
  rows: maybe(t.array(ListedRow)),
});
export type AnswerRow = t.TypeOf<typeof AnswerRow>;

export type Dialect = 'duckdb' | 'snowflake';

/** What the two engines write in another way. */
const written: Readonly<
  Record<Dialect, { readonly called: (name: string) => string; readonly listed: string }>
> = {
  duckdb: {
    called: (name) => `gold.${name}(cast(? as timestamp))`,
    listed: `list({
        txid: txid,
        feeSats: fee_sats,
        weight: weight,
        vsizeVbytes: cast(weight as double) / 4,
        valueSats: value_sats,
        rate: cast(rate as double),
        flags: flags,
        firstSeenMs: epoch_ms(first_seen_at),
        accelerated: accelerated
      } order by rate desc, txid)`,
  },
  snowflake: {
    called: (name) => `table(gold.${name}(cast(? as timestamp)))`,
    listed: `array_agg(object_construct_keep_null(
        'txid', txid,
        'feeSats', fee_sats,
        'weight', weight,
        'vsizeVbytes', cast(weight as double) / 4,
        'valueSats', value_sats,
        'rate', cast(rate as double),
        'flags', flags,
        'firstSeenMs', date_part(epoch_millisecond, first_seen_at),
        'accelerated', accelerated
      )) within group (order by rate desc, txid)`,
  },
};

const rates = ['min_rate', 'p10_rate', 'median_rate', 'p90_rate'] as const;
const answered = [
  'level',
  'cause',
  'gap_id',
  'epoch_id',
  'base_ordinal',
  'ordinal',
  'sequence',
  'transactions',
  'fee_sats',
  'weight',
] as const;
const ofGap = ['gap_epoch_id', 'suspect_from_ordinal', 'last_good_at', 'closed_at'] as const;

/**
 * One query, so that no load comes between its parts; of rows that `AnswerRow` decodes. Parameters: the moment without
 * its Z, once more where rows are wanted.
 */
export const momentQuery = (dialect: Dialect, withRows: boolean): string => {
  const { called, listed } = written[dialect];
  const rows = withRows
    ? `(
      select ${listed}
      from ${called('next_block_rows_at')}
    )`
    : 'null';
  return `
  select
    ${answered.map((name) => `answers.${name} as "${name}"`).join(',\n    ')},
    ${rates.map((name) => `cast(answers.${name} as double) as "${name}"`).join(',\n    ')},
    gaps.cause as "gap_cause",
    ${ofGap.map((name) => `gaps.${name} as "${name}"`).join(',\n    ')},
    (select min(first_observed_at) from silver.epochs) as "first_at",
    (select max(last_observed_at) from silver.epochs) as "last_at",
    ${rows} as "rows"
  from ${called('next_block_at')} as answers
  left join silver.gaps as gaps on answers.gap_id = gaps.gap_id`;
};

export const momentParameters = (atMs: number, withRows: boolean): ReadonlyArray<string> => {
  const moment = instantOf(atMs).replace('Z', '');
  return withRows ? [moment, moment] : [moment];
};

const gapOf = (row: AnswerRow): StateGap | null => {
  const { gap_cause: cause, gap_epoch_id: epochId, suspect_from_ordinal: from } = row;
  if (cause === null || epochId === null || from === null) return null;
  const { last_good_at: after, closed_at: before } = row;
  return { cause, epochId, suspectFromOrdinal: from, after, before };
};

const stateRow = ({ firstSeenMs, ...row }: t.TypeOf<typeof ListedRow>): StateRow => ({
  ...row,
  firstSeenAt: firstSeenMs === null ? null : instantOf(firstSeenMs),
});

const figuresOf = (row: AnswerRow, at: string, withRows: boolean): StateFigures => {
  const told = {
    at,
    level: row.level,
    cause: row.cause,
    epochId: row.epoch_id,
    sequence: row.sequence,
    transactions: row.transactions,
    feeSats: row.fee_sats,
    weight: row.weight,
    lowestRate: row.min_rate,
    p10Rate: row.p10_rate,
    medianRate: row.median_rate,
    p90Rate: row.p90_rate,
    ordinal: row.ordinal,
    baseOrdinal: row.base_ordinal,
    gapId: row.gap_id,
    gap: gapOf(row),
  };
  if (!withRows) return told;
  return { ...told, rows: row.level === 'unknown' ? null : (row.rows ?? []).map(stateRow) };
};

const adviceOn = ({ tag, message }: { readonly tag: string; readonly message: string }): string => {
  const isForLoad = tag === 'not-built-yet' || tag === 'failed' || tag === 'unexpected-rows';
  return isForLoad ? `${message.replace(/\.$/, '')}; run bitcoin-pipeline load first` : message;
};

export interface Answer {
  readonly figures: StateFigures;
  readonly reach: Reach;
}

/** Null: the tables hold no line. */
export const answerIn = (
  rows: ReadonlyArray<AnswerRow>,
  atMs: number,
  withRows: boolean,
): Answer | null => {
  const [row] = rows;
  if (row === undefined || row.first_at === null || row.last_at === null) return null;
  return {
    figures: figuresOf(row, instantOf(atMs), withRows),
    reach: { firstAt: row.first_at, lastAt: row.last_at },
  };
};

/** The state as the tables tell it, by SQL alone. */
export const warehouseAnswer = async (
  warehouse: string,
  identity: LakeIdentity,
  atMs: number,
  withRows: boolean,
): Promise<E.Either<CliFault, Answer>> => {
  const rows = await patientQuery(
    warehouse,
    identity,
    momentQuery('duckdb', withRows),
    momentParameters(atMs, withRows),
    AnswerRow,
  );
  if (E.isLeft(rows)) return E.left(failure(adviceOn(rows.left)));
  const answer = answerIn(rows.right, atMs, withRows);
  return answer === null
    ? E.left(
        failure(`the warehouse ${warehouse} holds no lines yet; run bitcoin-pipeline load first`),
      )
    : E.right(answer);
};
