import { historyOf, nextBlockAt, type Answer, type ReadLine } from '@bitcoin-pipeline/model';
import { seededRandom, type Random } from '../../../simulator/random.ts';
import type { Played, WrittenLine } from './play.ts';

/** Holds answers against what was true. */

const labelOf = (line: ReadLine): number => Date.parse(line.envelope.observedAt);

/** Just before, at and just after each line, and halfway to the next. */
export const momentsOf = (lines: ReadonlyArray<WrittenLine>): ReadonlyArray<number> => {
  const labels = [...new Set(lines.map(({ read }) => labelOf(read)))].sort((a, b) => a - b);
  const all = labels.flatMap((ms, index) => [
    ms - 1,
    ms,
    ms + 1,
    Math.floor((ms + (labels[index + 1] ?? ms)) / 2),
  ]);
  return [...new Set(all)].sort((a, b) => a - b);
};

/** Some of them, evenly; `offset` picks which. */
export const someOf = <T>(
  all: ReadonlyArray<T>,
  count: number,
  offset: number,
): ReadonlyArray<T> => {
  const stride = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % stride === offset % stride);
};

export const isTrue = ({ truth }: Played, answer: Answer, atMs: number): boolean => {
  if (answer.tag === 'unknown') return true;
  const { sequence, block, epochId } = answer;
  return (
    sequence !== null &&
    truth.isTrue({ sequence, rows: block.rows, totals: block.totals }, epochId, atMs)
  );
};

export interface Answered {
  readonly atMs: number;
  readonly answer: Answer;
}

export const answersAt = (
  lines: ReadonlyArray<ReadLine>,
  moments: ReadonlyArray<number>,
  blockIndex: number,
): ReadonlyArray<Answered> => {
  const history = historyOf(lines);
  return moments.map((atMs) => ({ atMs, answer: nextBlockAt(history, atMs, blockIndex) }));
};

/** What a reader has of the lines, in the order it has them. */
export interface Loaded {
  readonly lines: ReadonlyArray<ReadLine>;
  readonly missing: ReadonlyArray<ReadLine>;
}

const shuffled = <T>(all: ReadonlyArray<T>, { unit }: Random): ReadonlyArray<T> =>
  all
    .map((value) => ({ value, order: unit() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);

/** In any order, some twice; a part of a split snapshot, any line, or the newest files of the ledger may not be there. */
export const loaded = (lines: ReadonlyArray<WrittenLine>, seed: number): Loaded => {
  const random = seededRandom(String(seed));
  const isSplit = lines.some(({ read }) => read.part !== null);
  const kind = isSplit && random.chance(0.7) ? 1 : random.integer(4);
  const lateFromMs = labelOf(lines[random.integer(lines.length)]?.read ?? never());
  const isLost = ({ line, read }: WrittenLine): boolean => {
    if (kind === 0) return false;
    if (kind === 1) return read.part !== null && random.chance(0.5);
    if (kind === 2) return random.chance(0.03);
    return line.stream === 'feed-health' && labelOf(read) >= lateFromMs;
  };
  const marked = lines.map((each) => ({ read: each.read, isMissing: isLost(each) }));
  const there = marked.filter(({ isMissing }) => !isMissing).map(({ read }) => read);
  return {
    lines: shuffled([...there, ...there.filter(() => random.chance(0.1))], random),
    missing: marked.filter(({ isMissing }) => isMissing).map(({ read }) => read),
  };
};

const never = (): never => {
  throw new Error('a history without lines');
};

/**
 * Whether an answer from fewer lines may be wrong: the gap that says so is itself a line that is missing, and was
 * written after the first line that follows the moment, so that nobody can tell that it misses.
 */
export const isExcused = (
  { answer, atMs }: Answered,
  all: ReadonlyArray<WrittenLine>,
  { missing }: Loaded,
): boolean => {
  const { epochId } = answer;
  const first = all.find(({ read }) => read.envelope.epochId === epochId && labelOf(read) > atMs);
  const firstOrdinal = first?.read.envelope.ordinal ?? Number.POSITIVE_INFINITY;
  return missing.some(
    (line) =>
      line.type === 'GapFound' &&
      line.fields.gapEpochId === epochId &&
      line.fields.suspectFromOrdinal <= firstOrdinal &&
      (line.envelope.epochId !== epochId || line.envelope.ordinal > firstOrdinal),
  );
};

/** Lines up to the first one of an epoch that is later than a moment; null where a crash took one, or it. */
export const upToAfter = (
  lines: ReadonlyArray<WrittenLine>,
  epochId: string,
  labelMs: number,
): ReadonlyArray<ReadLine> | null => {
  const isOwn = (line: ReadLine): boolean => line.envelope.epochId === epochId;
  const reads = lines.map(({ read }) => read);
  const end = reads.findIndex((line) => isOwn(line) && labelOf(line) > labelMs);
  const upTo = reads.slice(0, end + 1);
  return end !== -1 && upTo.filter(isOwn).length === upTo.at(-1)?.envelope.ordinal ? upTo : null;
};

/** One wrong answer, for a person to read. */
export const told = ({ lines }: Played, { atMs, answer }: Answered): string =>
  [
    `at ${new Date(atMs).toISOString()}: ${JSON.stringify({ ...answer, block: undefined })}`,
    ...lines.map(({ read: { envelope, type, fields } }) =>
      [envelope.observedAt, envelope.eventId, type, JSON.stringify(fields)].join(' '),
    ),
  ].join('\n');
