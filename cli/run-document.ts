import {
  coverageOf,
  historyOf,
  instantOf,
  readLine,
  total,
  type History,
  type KnownGap,
  type ReadLine,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { linesOf } from '../lake/read.ts';
import type { Session } from '../listener/session.ts';
import type { Places } from './places.ts';

/** The next block as it stood at the end; numbers are null where something was missed. */
const nextBlockOf = ({ tracker }: Session): object | null => {
  if (tracker === null || tracker.baseOrdinal === null || tracker.blockIndex !== 0) return null;
  const { level, sequence } = tracker;
  return level === 'unknown'
    ? { level, sequence, transactions: null, feeSats: null, weight: null }
    : { level, sequence, ...tracker.block.totals };
};

const instantOrNull = (ms: number): string | null => (Number.isFinite(ms) ? instantOf(ms) : null);

/** `after` and `before`: what the gap covers lies between them; null: from the beginning, or still open. */
const gapOf = ({ found, closed, afterMs, beforeMs }: KnownGap, foundAt: string) => ({
  cause: found.cause,
  expected: found.expectedSequence,
  received: found.receivedSequence,
  gapId: found.gapId,
  epochId: found.gapEpochId,
  suspectFromOrdinal: found.suspectFromOrdinal,
  foundOrdinal: found.foundOrdinal,
  foundAt,
  after: instantOrNull(afterMs),
  before: instantOrNull(beforeMs),
  closedBy:
    closed === null ? null : { epochId: closed.closingEpochId, ordinal: closed.closingOrdinal },
});

type LineOf<K extends ReadLine['type']> = Extract<ReadLine, { readonly type: K }>;

const gapsOf = (history: History, found: ReadonlyArray<LineOf<'GapFound'>>) => {
  const gaps = new Map(
    history.epochs.flatMap((epoch) => epoch.gaps.map((gap) => [gap.found.gapId, gap] as const)),
  );
  return found.flatMap(({ fields, envelope }) => {
    const gap = gaps.get(fields.gapId);
    return gap === undefined ? [] : [gapOf(gap, envelope.observedAt)];
  });
};

const auditOf = (line: LineOf<'AuditCompleted'>) => ({
  at: line.envelope.observedAt,
  epochId: line.envelope.epochId,
  ...line.fields,
});

/** The lines of these epochs, read back from the lake; throws where one can't be read, which no writer makes. */
const linesOfEpochs = async (
  lake: string,
  epochIds: ReadonlySet<string>,
): Promise<ReadonlyArray<ReadLine>> => {
  const lines: Array<ReadLine> = [];
  for await (const { key, row, text } of linesOf(lake)) {
    const line = readLine(text);
    if (E.isLeft(line)) throw new Error(`${key} line ${row}: ${line.left}`);
    if (epochIds.has(line.right.envelope.epochId)) lines.push(line.right);
  }
  return lines;
};

/** What a run tells when it ends; the shape is public. Gaps, audits and coverage are read back from the lake. */
export const runDocument = async (
  session: Session,
  places: Places,
  tables: Readonly<Record<string, number>>,
) => {
  const { counts, epochIds } = session;
  const lines = await linesOfEpochs(places.lake, new Set(epochIds));
  const history = historyOf(lines);
  return {
    frames: counts.framesIn,
    fragments: {
      accepted: counts.accepted,
      ignored: total(counts.ignored),
      quarantined: total(counts.quarantined),
    },
    events: Object.fromEntries(counts.events),
    nextBlock: nextBlockOf(session),
    gaps: gapsOf(
      history,
      lines.flatMap((line) => (line.type === 'GapFound' ? [line] : [])),
    ),
    audits: lines.flatMap((line) => (line.type === 'AuditCompleted' ? [auditOf(line)] : [])),
    coverage: coverageOf(history, epochIds, session.tracker?.blockIndex ?? 0),
    lake: places.lake,
    warehouse: places.warehouse,
    tables,
  };
};

export type RunDocument = Awaited<ReturnType<typeof runDocument>>;

export const inWords = (document: RunDocument): string => {
  const { frames, fragments, nextBlock, gaps, audits, coverage, lake, warehouse, tables } =
    document;
  const { verifiedSeconds, contiguousSeconds, unknownSeconds } = coverage;
  return [
    `${frames} frames: ${fragments.accepted} fragments accepted, ${fragments.ignored} ignored, ${fragments.quarantined} quarantined`,
    `next block: ${nextBlock === null ? 'not tracked' : JSON.stringify(nextBlock)}`,
    `gaps: ${gaps.length === 0 ? 'none' : gaps.map((gap) => gap.cause).join(', ')}`,
    `audits: ${audits.length === 0 ? 'none' : audits.map((audit) => audit.outcome).join(', ')}`,
    `seconds: ${verifiedSeconds} verified, ${contiguousSeconds} contiguous, ${unknownSeconds} unknown`,
    `lake: ${lake}`,
    `warehouse: ${warehouse}`,
    ...Object.entries(tables).map(([table, rows]) => `  ${table} ${rows}`),
  ].join('\n');
};
