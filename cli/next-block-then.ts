import { instantOf, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type {
  HistoryFault,
  NextBlockHistory,
  NextBlockThen,
} from '../dashboard/server/next-block-history.ts';
import { minutesIn } from '../dashboard/server/next-block-minutes.ts';
import { oneAtATime } from '../dashboard/server/one-at-a-time.ts';
import type { QueryPort } from '../warehouse/query-port.ts';
import type { Reader } from '../warehouse/reader.ts';
import { readIdentity } from '../lake/identity.ts';
import type { FinishedTables } from './dashboard-tables.ts';
import { documentOf } from './state-document.ts';
import {
  AnswerRow,
  answerIn,
  momentParameters,
  momentQuery,
  warehouseAnswer,
  type Answer,
  type Dialect,
} from './state-in-warehouse.ts';

/** A scrubbing hand does not wait longer; whole pictures of 6,000 transactions are remembered, 2 MB each. */
const patience = { patienceMs: 4000, remembered: 16 };
/** A suspended warehouse takes some seconds to be there, then to find the rows. */
const RESUMES_WITHIN_MS = 15_000;

const thenOf = ({ figures, reach }: Answer): NextBlockThen => {
  const document = documentOf(figures, reach, instantOf(Date.now()));
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
    return E.right(thenOf(answer.right));
  };

/** The same from tables that are asked through a port. */
const askedIn =
  (port: Pick<QueryPort, 'query'>, dialect: Dialect): NextBlockHistory['at'] =>
  async (atMs) => {
    const rows = await port.query(
      momentQuery(dialect, true),
      momentParameters(atMs, true),
      AnswerRow,
    );
    if (E.isLeft(rows)) return E.left({ tag: 'failed', message: rows.left.message });
    const answer = answerIn(rows.right, atMs, true);
    return answer === null ? E.left(noLines) : E.right(thenOf(answer));
  };

const noLines: HistoryFault = { tag: 'failed', message: 'the tables hold no lines yet' };

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

/** The same where the tables are somebody else's, as far as they have it. */
export const nextBlockInTables = ({
  port,
  moments,
}: Pick<FinishedTables, 'port' | 'moments'>): NextBlockHistory => ({
  at: oneAtATime(
    async (atMs) => {
      if (moments === null) return E.left(onlyMinutes);
      if (moments === 'snowflake') return askedIn(port, moments)(atMs);
      const identity = await readIdentity(moments.lake);
      if (E.isLeft(identity)) return E.left({ tag: 'failed', message: identity.left.message });
      return askedOf(moments.warehouse, identity.right)(atMs);
    },
    moments === 'snowflake' ? { ...patience, patienceMs: RESUMES_WITHIN_MS } : patience,
  ),
  minutes: minutesIn(port),
});
