import {
  historyOf,
  instantOf,
  nextBlockAt,
  quantilesOf,
  readLine,
  type Answer,
  type History,
  type Known,
  type ReadLine,
  type Row,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { linesOf } from '../lake/read.ts';
import { failure, type CliFault } from './command.ts';
import { progressEvery } from './progress.ts';
import { say } from './say.ts';
import type { Reach, StateFigures, StateGap, StateRow } from './state-figures.ts';
import { summaryOf } from './state-summary.ts';

const momentOf = (unixMs: number): string | null =>
  Number.isFinite(unixMs) ? instantOf(unixMs) : null;

const gapOf = (history: History, answer: Answer): StateGap | null => {
  if (answer.tag === 'known' || answer.gapId === null) return null;
  const { gapId, epochId } = answer;
  const gap = history.epochs
    .find((epoch) => epoch.epochId === epochId)
    ?.gaps.find(({ found }) => found.gapId === gapId);
  if (gap === undefined) return null;
  const { found, afterMs, beforeMs } = gap;
  return {
    cause: found.cause,
    epochId: found.gapEpochId,
    suspectFromOrdinal: found.suspectFromOrdinal,
    after: momentOf(afterMs),
    before: momentOf(beforeMs),
  };
};

/** The tables hold rates with eight decimals. */
const eightDecimals = (rate: number): number => Number(rate.toFixed(8));

const rowOf = ([txid, row]: readonly [string, Row]): StateRow => ({
  txid,
  feeSats: row.feeSats,
  weight: row.weight,
  vsizeVbytes: row.weight / 4,
  valueSats: row.valueSats,
  rate: eightDecimals(row.rate),
  flags: row.flags,
  firstSeenAt: row.firstSeenS === 0 ? null : instantOf(row.firstSeenS * 1000),
  accelerated: row.accelerated,
});

const inMiningOrder = (a: StateRow, b: StateRow): number =>
  b.rate - a.rate || (a.txid < b.txid ? -1 : 1);

const rowsOf = ({ block }: Known): ReadonlyArray<StateRow> =>
  [...block.rows].map(rowOf).sort(inMiningOrder);

const nothing = { ordinal: null, baseOrdinal: null, p10Rate: null, p90Rate: null };

const figuresOf = (history: History, atMs: number, withRows: boolean): StateFigures => {
  const answer = nextBlockAt(history, atMs);
  const summary = summaryOf(answer, atMs);
  if (answer.tag === 'unknown') {
    const { gapId } = answer;
    const told = { ...summary, ...nothing, gapId, gap: gapOf(history, answer) };
    return withRows ? { ...told, rows: null } : told;
  }
  const { ordinal, baseOrdinal, block } = answer;
  const rounded = [...block.rows.values()].map((row) => ({
    ...row,
    rate: eightDecimals(row.rate),
  }));
  const told = {
    ...summary,
    ...quantilesOf(rounded),
    ordinal,
    baseOrdinal,
    gapId: null,
    gap: null,
  };
  return withRows ? { ...told, rows: rowsOf(answer) } : told;
};

const reachOf = ({ epochs }: History): Reach | null => {
  const [first] = epochs.map(({ firstMs }) => firstMs).sort((a, b) => a - b);
  const last = epochs
    .map(({ lastMs }) => lastMs)
    .sort((a, b) => a - b)
    .at(-1);
  return first === undefined || last === undefined
    ? null
    : { firstAt: instantOf(first), lastAt: instantOf(last) };
};

/** Every line counts: an ordinal that is missing, or a gap that is named much later, changes the answer. */
const historyIn = async (lake: string): Promise<E.Either<CliFault, History>> => {
  const progress = progressEvery(2_000, (done) => say(`${done} lines of the lake read`));
  const lines: Array<ReadLine> = [];
  for await (const stored of linesOf(lake)) {
    const line = readLine(stored.text);
    if (E.isLeft(line)) return E.left(failure(`${stored.key} line ${stored.row}: ${line.left}`));
    progress(lines.push(line.right), 0);
  }
  return E.right(historyOf(lines));
};

/** The state from the lake's files by the model alone. */
export const lakeAnswer = async (
  lake: string,
  atMs: number,
  withRows: boolean,
): Promise<E.Either<CliFault, { readonly figures: StateFigures; readonly reach: Reach }>> => {
  const history = await historyIn(lake);
  if (E.isLeft(history)) return history;
  const reach = reachOf(history.right);
  return reach === null
    ? E.left(failure(`the lake ${lake} holds no lines yet; run bitcoin-pipeline listen first`))
    : E.right({ figures: figuresOf(history.right, atMs, withRows), reach });
};
