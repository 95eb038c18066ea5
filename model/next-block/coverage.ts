import { beganMs, preferred, type Told } from './at.ts';
import type { EpochLog, History } from './history.ts';
import { EpochWalk, observedAtMs, type Standing, type Unknown } from './walk.ts';

/** For how long the next block is known, and how well. The three levels add up to the time looked at. */
export interface Coverage {
  readonly verifiedSeconds: number;
  readonly contiguousSeconds: number;
  readonly unknownSeconds: number;
  /** What made it unknown; only causes that did. */
  readonly unknownByCause: Readonly<Partial<Record<Unknown['cause'], number>>>;
}

/** Between two cuts an answer stays the same; at a cut itself, which has no length, it may be another. */
interface Stretch extends Told {
  readonly fromMs: number;
}

const ascending = (times: ReadonlyArray<number>): ReadonlyArray<number> =>
  [...new Set(times)].filter(Number.isFinite).sort((a, b) => a - b);

type Word = Standing['level'] | Unknown['cause'];

const wordOf = (standing: Standing | Unknown): Word =>
  standing.tag === 'known' ? standing.level : standing.cause;

/** What an epoch says from its beginning on, for ever: a stretch ends where the next begins. */
const stretchesOf = (epoch: EpochLog, blockIndex: number): ReadonlyArray<Stretch> => {
  const walk = new EpochWalk(epoch, blockIndex);
  const cuts = ascending([
    beganMs(epoch),
    ...epoch.times.slice(-1),
    ...epoch.blockLines.map(observedAtMs),
    ...epoch.gaps.flatMap((gap) => [gap.afterMs, gap.beforeMs, gap.suspectFromMs]),
  ]).filter((cut) => cut >= beganMs(epoch));
  const stretches: Array<Stretch> = [];
  for (const [index, fromMs] of cuts.entries()) {
    const standing = walk.at((fromMs + (cuts[index + 1] ?? fromMs + 1)) / 2);
    const before = stretches.at(-1);
    if (before === undefined || wordOf(before.standing) !== wordOf(standing))
      stretches.push({ epoch, fromMs, standing });
  }
  return stretches;
};

/** The milliseconds of each answer between the first line and the last. */
const lengths = (
  epochs: ReadonlyArray<EpochLog>,
  blockIndex: number,
): ReadonlyMap<Word, number> => {
  const stretches = epochs
    .filter((epoch) => epoch.blockLines.length > 0)
    .flatMap((epoch) => stretchesOf(epoch, blockIndex))
    .sort((a, b) => a.fromMs - b.fromMs);
  const firstMs = Math.min(...epochs.map((epoch) => epoch.firstMs));
  const lastMs = Math.max(...epochs.map((epoch) => epoch.lastMs));
  const sums = new Map<Word, number>();
  const now = new Map<string, Stretch>();
  let doneMs = firstMs;
  const until = (ms: number): void => {
    const [best] = [...now.values()].sort(preferred);
    const length = Math.min(ms, lastMs) - doneMs;
    if (length <= 0) return;
    const word = best === undefined ? 'no-base' : wordOf(best.standing);
    sums.set(word, (sums.get(word) ?? 0) + length);
    doneMs += length;
  };
  for (const stretch of stretches) {
    until(stretch.fromMs);
    now.set(stretch.epoch.epochId, stretch);
  }
  until(lastMs);
  return sums;
};

/**
 * The answers of `nextBlockAt` from the first line of the epochs to the last, by length; of all epochs where
 * `epochIds` is null. What another epoch knows does not count.
 */
export const coverageOf = (
  history: History,
  epochIds: ReadonlyArray<string> | null,
  blockIndex = 0,
): Coverage => {
  const epochs = history.epochs.filter(
    ({ epochId }) => epochIds === null || epochIds.includes(epochId),
  );
  const sums = lengths(epochs, blockIndex);
  const { verified = 0, contiguous = 0, ...unknown } = Object.fromEntries(sums);
  return {
    verifiedSeconds: verified / 1000,
    contiguousSeconds: contiguous / 1000,
    unknownSeconds: Object.values(unknown).reduce((sum, ms) => sum + ms, 0) / 1000,
    unknownByCause: Object.fromEntries(
      Object.entries(unknown).map(([cause, ms]) => [cause, ms / 1000]),
    ),
  };
};
