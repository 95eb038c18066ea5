import { instantOf, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { patientQuery } from './warehouse-query.ts';
import { failure, type CliFault } from './command.ts';
import type { Reach, StateFigures, StateGap } from './state-figures.ts';

const maybe = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** Every column of the rows as `StateRow` has it. */
const ListedRow = t.type({
  txid: t.string,
  feeSats: t.number,
  weight: t.number,
  vsizeVbytes: t.number,
  valueSats: t.number,
  rate: t.number,
  flags: t.number,
  firstSeenAt: maybe(t.string),
  accelerated: t.boolean,
});

const AnswerRow = t.type({
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
type AnswerRow = t.TypeOf<typeof AnswerRow>;

/** One query, so that no load comes between its parts. `$1` is the moment. */
const queryFor = (withRows: boolean): string => `
  select
    answers.* replace (
      cast(min_rate as double) as min_rate,
      cast(p10_rate as double) as p10_rate,
      cast(median_rate as double) as median_rate,
      cast(p90_rate as double) as p90_rate
    ),
    gaps.cause as gap_cause,
    gaps.gap_epoch_id,
    gaps.suspect_from_ordinal,
    gaps.last_good_at,
    gaps.closed_at,
    (select min(first_observed_at) from silver.epochs) as first_at,
    (select max(last_observed_at) from silver.epochs) as last_at,
    ${withRows ? listedRows : 'null'} as rows
  from gold.next_block_at(cast($1 as timestamp)) as answers
  left join silver.gaps as gaps on answers.gap_id = gaps.gap_id`;

const listedRows = `(
      select list({
        txid: txid,
        feeSats: fee_sats,
        weight: weight,
        vsizeVbytes: cast(weight as double) / 4,
        valueSats: value_sats,
        rate: cast(rate as double),
        flags: flags,
        firstSeenAt: first_seen_at,
        accelerated: accelerated
      } order by rate desc, txid)
      from gold.next_block_rows_at(cast($1 as timestamp))
    )`;

const gapOf = (row: AnswerRow): StateGap | null => {
  const { gap_cause: cause, gap_epoch_id: epochId, suspect_from_ordinal: from } = row;
  if (cause === null || epochId === null || from === null) return null;
  const { last_good_at: after, closed_at: before } = row;
  return { cause, epochId, suspectFromOrdinal: from, after, before };
};

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
  return { ...told, rows: row.level === 'unknown' ? null : (row.rows ?? []) };
};

const adviceOn = ({ tag, message }: { readonly tag: string; readonly message: string }): string => {
  const isForLoad = tag === 'not-built-yet' || tag === 'failed' || tag === 'unexpected-rows';
  return isForLoad ? `${message.replace(/\.$/, '')}; run bitcoin-pipeline load first` : message;
};

/** The state as the tables tell it, by SQL alone. */
export const warehouseAnswer = async (
  warehouse: string,
  identity: LakeIdentity,
  atMs: number,
  withRows: boolean,
): Promise<E.Either<CliFault, { readonly figures: StateFigures; readonly reach: Reach }>> => {
  const at = instantOf(atMs);
  const rows = await patientQuery(
    warehouse,
    identity,
    queryFor(withRows),
    [at.replace('Z', '')],
    AnswerRow,
  );
  if (E.isLeft(rows)) return E.left(failure(adviceOn(rows.left)));
  const [row] = rows.right;
  if (row === undefined || row.first_at === null || row.last_at === null)
    return E.left(
      failure(`the warehouse ${warehouse} holds no lines yet; run bitcoin-pipeline load first`),
    );
  return E.right({
    figures: figuresOf(row, at, withRows),
    reach: { firstAt: row.first_at, lastAt: row.last_at },
  });
};
