import { socketEpochs } from './epochs-of-sockets.ts';
import type { LaneRun } from './lane.ts';
import { lastOrdinal, linesOfType, timeOf, type LakeContent, type LineOf } from './lake-content.ts';

/** The stretch of time of a gap, Unix ms; it ends in infinity where nothing closed it. */
export interface Stretch {
  readonly afterMs: number;
  readonly untilMs: number;
}

const stretchOf = (content: LakeContent, { fields, envelope }: LineOf<'GapFound'>): Stretch => {
  const { gapEpochId, suspectFromOrdinal, gapId } = fields;
  const before = content.epochs.get(gapEpochId)?.get(suspectFromOrdinal - 1);
  const closed = linesOfType(content, 'GapClosed').find((each) => each.fields.gapId === gapId);
  const closing =
    closed && content.epochs.get(closed.fields.closingEpochId)?.get(closed.fields.closingOrdinal);
  return {
    afterMs: before === undefined ? Date.parse(envelope.observedAt) : timeOf(before),
    untilMs: closing === undefined ? Number.POSITIVE_INFINITY : timeOf(closing),
  };
};

export const stretchesOf = (content: LakeContent): ReadonlyArray<Stretch> =>
  linesOfType(content, 'GapFound').map((gap) => stretchOf(content, gap));

/** Whether a gap begins, at the latest, where this epoch's lines end. */
export const hasGapAtEnd = (content: LakeContent, epochId: string): boolean => {
  const last = lastOrdinal(content.epochs.get(epochId) ?? new Map());
  return linesOfType(content, 'GapFound').some(
    ({ fields }) => fields.gapEpochId === epochId && fields.suspectFromOrdinal <= last + 1,
  );
};

const causeOf = (runs: ReadonlyArray<LaneRun>, atMs: number): 'crash' | 'restart' | null => {
  const run = runs.find(({ startedAtMs, endedAtMs }) => startedAtMs <= atMs && atMs <= endedAtMs);
  if (run === undefined) return null;
  return run.end.signal === 'SIGKILL' ? 'crash' : 'restart';
};

export interface GapsReport {
  readonly gaps: number;
  /** The end of an epoch named once more: its successor was killed between writing that down and noting that it had. */
  readonly namedAgain: number;
  readonly faults: ReadonlyArray<string>;
}

/** The end of each socket but those of the last run is named, with the cause that it had, and nothing else is. */
export const checkGaps = (content: LakeContent, runs: ReadonlyArray<LaneRun>): GapsReport => {
  const lastBeganMs = runs.at(-1)?.startedAtMs ?? 0;
  const ended = socketEpochs(content).filter((epoch) => timeOf(epoch) < lastBeganMs);
  const gaps = linesOfType(content, 'GapFound');
  const faults: Array<string> = [];
  let namedAgain = 0;
  for (const epoch of ended) {
    const { epochId } = epoch.envelope;
    const own = gaps.filter(({ fields }) => fields.gapEpochId === epochId);
    const cause = causeOf(runs, timeOf(epoch));
    const told = own.map(({ fields }) => fields.cause);
    if (!hasGapAtEnd(content, epochId)) faults.push(`no gap at the end of epoch ${epochId}`);
    if (told.some((each) => each !== cause))
      faults.push(`epoch ${epochId} ended by ${cause}, not by ${told.join(', ')}`);
    namedAgain += Math.max(0, own.length - 1);
  }
  const known = new Set(ended.map(({ envelope }) => envelope.epochId));
  for (const { fields } of gaps)
    if (!known.has(fields.gapEpochId))
      faults.push(`a gap of ${fields.cause} in ${fields.gapEpochId}, where nothing was missed`);
  return { gaps: gaps.length, namedAgain, faults };
};
