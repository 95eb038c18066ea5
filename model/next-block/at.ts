import {
  payloadOf,
  type BlockLine,
  type EpochLog,
  type History,
  type KnownGap,
} from './history.ts';
import { NextBlock } from './state.ts';
import { levelOf, type GapCause, type Level } from './trust.ts';

/** The next block as it was at a moment, or why that is not known. */
export type Answer = Known | Unknown;

export interface Known {
  readonly tag: 'known';
  readonly level: Exclude<Level, 'unknown'>;
  readonly epochId: string;
  readonly baseOrdinal: number;
  readonly baseObservedAtMs: number;
  /** The source's update counter; null in layouts that had none. */
  readonly sequence: number | null;
  readonly block: NextBlock;
}

export interface Unknown {
  readonly tag: 'unknown';
  /** A gap's cause; not-known-yet: the lines up to that moment are not all there; no-base: no snapshot before it. */
  readonly cause: GapCause | 'not-known-yet' | 'no-base';
  readonly gapId: string | null;
  readonly epochId: string | null;
}

const unknown = (
  cause: Unknown['cause'],
  epoch: EpochLog | null,
  gap: KnownGap | null = null,
): Unknown => ({
  tag: 'unknown',
  cause,
  gapId: gap?.found.gapId ?? null,
  epochId: epoch?.epochId ?? null,
});

const firstOrdinal = (line: BlockLine): number =>
  line.envelope.ordinal - (line.part?.part ?? 1) + 1;
const isLastPart = (line: BlockLine): boolean =>
  line.part === null || line.part.part === line.part.parts;

/** Whether the snapshot that begins at this ordinal, or what came after it up to that moment, can't be relied on. */
const isSuspect = (
  { found, closed, suspectFromMs }: KnownGap,
  baseOrdinal: number,
  atMs: number,
): boolean => {
  if (atMs < suspectFromMs) return false;
  const closesHere = closed !== null && closed.closingEpochId === found.gapEpochId;
  return !closesHere || baseOrdinal < closed.closingOrdinal;
};

/** The newest complete snapshot at or before that moment. */
const baseOf = (lines: ReadonlyArray<BlockLine>): BlockLine | undefined => {
  const isWhole = (line: BlockLine): boolean => {
    if (line.type !== 'NextBlockSnapshotTaken' || !isLastPart(line)) return false;
    const first = firstOrdinal(line);
    const parts = lines.filter(
      (each) =>
        each.type === line.type &&
        each.envelope.ordinal >= first &&
        each.envelope.ordinal <= line.envelope.ordinal,
    );
    return parts.length === (line.part?.parts ?? 1);
  };
  return lines.findLast(isWhole);
};

const inEpoch = (epoch: EpochLog, blockIndex: number, atMs: number): Answer => {
  const gap = epoch.gaps.find(({ afterMs, beforeMs }) => atMs > afterMs && atMs < beforeMs);
  if (gap !== undefined) return unknown(gap.found.cause, epoch, gap);
  if (!epoch.times.some((time) => time > atMs)) return unknown('not-known-yet', epoch);

  const lines = epoch.blockLines.filter(
    (line) => line.fields.blockIndex === blockIndex && Date.parse(line.envelope.observedAt) <= atMs,
  );
  const base = baseOf(lines);
  if (base === undefined) return unknown('no-base', epoch);
  const baseOrdinal = firstOrdinal(base);
  const doubt = epoch.gaps.find((each) => isSuspect(each, baseOrdinal, atMs));
  if (doubt !== undefined) return unknown(doubt.found.cause, epoch, doubt);

  const block = new NextBlock();
  let last = base;
  for (const line of lines.filter((each) => each.envelope.ordinal >= baseOrdinal)) {
    const payload = payloadOf(line);
    if ('blockTransactions' in payload) block.add(payload.blockTransactions);
    else block.apply(payload.delta);
    last = line;
  }
  const level = levelOf(block.totals, last.fields);
  if (level === 'unknown') return unknown('self-check', epoch);
  return {
    tag: 'known',
    level,
    epochId: epoch.epochId,
    baseOrdinal,
    baseObservedAtMs: Date.parse(base.envelope.observedAt),
    sequence: last.fields.sequence,
    block,
  };
};

const better = (a: Known, b: Known): number =>
  Number(b.level === 'verified') - Number(a.level === 'verified') ||
  b.baseObservedAtMs - a.baseObservedAtMs ||
  (a.epochId < b.epochId ? 1 : -1);

/** The projected block of an index as it was at a moment (Unix ms); between epochs verified first, then the newest base. */
export const nextBlockAt = (history: History, atMs: number, blockIndex = 0): Answer => {
  const begun = history.epochs
    .filter(
      (epoch) =>
        epoch.blockLines.length > 0 && (epoch.times[0] ?? Number.POSITIVE_INFINITY) <= atMs,
    )
    .sort((a, b) => (b.times[0] ?? 0) - (a.times[0] ?? 0));
  const answers = begun.map((epoch) => inEpoch(epoch, blockIndex, atMs));
  const known = answers.flatMap((answer) => (answer.tag === 'known' ? [answer] : [])).sort(better);
  return known[0] ?? answers.find((answer) => answer.tag === 'unknown') ?? unknown('no-base', null);
};
