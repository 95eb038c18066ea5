import { instantOf, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type {
  HistoryFault,
  NextBlockHistory,
  NextBlockThen,
} from '../dashboard/server/next-block-history.ts';
import { minutesIn } from '../dashboard/server/next-block-minutes.ts';
import { oneAtATime } from '../dashboard/server/one-at-a-time.ts';
import type { Reader } from '../warehouse/reader.ts';
import { readIdentity } from '../lake/identity.ts';
import type { FinishedTables } from './dashboard-tables.ts';
import { documentOf } from './state-document.ts';
import type { StateDocument } from './state-figures.ts';
import { warehouseAnswer } from './state-in-warehouse.ts';

/** A scrubbing hand does not wait longer; whole pictures of 6,000 transactions are remembered, 2 MB each. */
const patience = { patienceMs: 4000, remembered: 16 };

const thenOf = (document: StateDocument): NextBlockThen => {
  const { level, cause, sequence, rows, lowestRate, medianRate } = document;
  if (level === 'unknown') return { level, cause };
  const { transactions, feeSats, weight } = document;
  const totals = {
    transactions: transactions ?? 0,
    feeSats: feeSats ?? 0,
    weight: weight ?? 0,
    lowestRate,
    medianRate,
  };
  return { level, sequence, totals, rows: rows ?? [] };
};

/** What `state --at` says from the tables, rows included. */
const askedOf =
  (warehouse: string, identity: LakeIdentity): NextBlockHistory['at'] =>
  async (atMs) => {
    const answer = await warehouseAnswer(warehouse, identity, atMs, true);
    if (E.isLeft(answer)) return E.left({ tag: 'failed', message: answer.left.message });
    const { figures, reach } = answer.right;
    return E.right(thenOf(documentOf(figures, reach, instantOf(Date.now()))));
  };

const onlyMinutes: HistoryFault = {
  tag: 'failed',
  message: 'the tables read here have the minutes of older hours, not their transactions',
};

/** The past of the next block in one warehouse: moments from its own file, minutes from the copy that readers hold. */
export const nextBlockThen = (
  warehouse: string,
  identity: LakeIdentity,
  reader: Pick<Reader, 'query'>,
): NextBlockHistory => ({
  at: oneAtATime(askedOf(warehouse, identity), patience),
  minutes: minutesIn(reader),
});

/**
 * The same where the tables are somebody else's: of a warehouse that lies beside its lake, and of any other the
 * minutes alone.
 */
export const nextBlockInTables = ({
  port,
  whole,
}: Pick<FinishedTables, 'port' | 'whole'>): NextBlockHistory => ({
  at: oneAtATime(async (atMs) => {
    if (whole === null) return E.left(onlyMinutes);
    const identity = await readIdentity(whole.lake);
    if (E.isLeft(identity)) return E.left({ tag: 'failed', message: identity.left.message });
    return askedOf(whole.warehouse, identity.right)(atMs);
  }, patience),
  minutes: minutesIn(port),
});
