import { instantOf, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { patientQuery } from './warehouse-query.ts';
import { failure, type CliFault } from './command.ts';
import type { StateSummary } from './state-summary.ts';

const maybe = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

const Row = t.type({
  level: t.keyof({ verified: null, contiguous: null, unknown: null }),
  cause: maybe(t.string),
  epoch_id: maybe(t.string),
  sequence: maybe(t.number),
  transactions: maybe(t.number),
  fee_sats: maybe(t.number),
  weight: maybe(t.number),
  min_rate: maybe(t.union([t.number, t.string])),
  median_rate: maybe(t.union([t.number, t.string])),
});

const numberOf = (rate: number | string | null): number | null =>
  rate === null ? null : Number(rate);

/** The state as the tables tell it, by SQL alone. */
export const warehouseAnswer = async (
  warehouse: string,
  identity: LakeIdentity,
  atMs: number,
): Promise<E.Either<CliFault, StateSummary>> => {
  const at = instantOf(atMs);
  const rows = await patientQuery(
    warehouse,
    identity,
    'select * from gold.next_block_at(cast($1 as timestamp))',
    [at.replace('Z', '')],
    Row,
  );
  if (E.isLeft(rows)) return E.left(failure(rows.left.message));
  const [row] = rows.right;
  if (row === undefined)
    return E.left(failure('gold.next_block_at gave no row; run bitcoin-pipeline load first'));
  return E.right({
    at,
    level: row.level,
    cause: row.cause,
    epochId: row.epoch_id,
    sequence: row.sequence,
    transactions: row.transactions,
    feeSats: row.fee_sats,
    weight: row.weight,
    lowestRate: numberOf(row.min_rate),
    medianRate: numberOf(row.median_rate),
  });
};
