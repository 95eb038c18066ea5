import type { EpochLog, History } from './history.ts';
import type { NextBlock } from './state.ts';
import { EpochWalk, unknown, type Standing, type Unknown } from './walk.ts';

export type { Unknown };

/** The next block as it was at a moment, or why that is not known. */
export type Answer = Known | Unknown;

/** A moment at which it is known: how well, from which lines, and its rows. */
export interface Known extends Standing {
  readonly block: NextBlock;
}

export const beganMs = ({ times }: EpochLog): number => times[0] ?? Number.POSITIVE_INFINITY;

/** What an epoch says of a moment. */
export interface Told {
  readonly epoch: EpochLog;
  readonly standing: Standing | Unknown;
}

const rank = ({ standing }: Told): number => {
  if (standing.tag === 'known') return standing.level === 'verified' ? 0 : 1;
  return standing.cause === 'no-base' ? 3 : 2;
};
const newestMs = ({ epoch, standing }: Told): number =>
  standing.tag === 'known' ? standing.baseObservedAtMs : beganMs(epoch);

/** Between epochs: verified, then the newest base; where none knows, one that says more than no-base, then the one that began last. */
export const preferred = (a: Told, b: Told): number =>
  rank(a) - rank(b) || newestMs(b) - newestMs(a) || (a.epoch.epochId < b.epoch.epochId ? 1 : -1);

/** The projected block of an index as it was at a moment (Unix ms). */
export const nextBlockAt = (history: History, atMs: number, blockIndex = 0): Answer => {
  const begun = history.epochs.filter(
    (epoch) => epoch.blockLines.length > 0 && beganMs(epoch) <= atMs,
  );
  const walks = begun.map((epoch) => new EpochWalk(epoch, blockIndex));
  const [best] = walks
    .map((walk) => ({ walk, epoch: walk.epoch, standing: walk.at(atMs) }))
    .sort(preferred);
  if (best === undefined) return unknown('no-base', null);
  const { walk, standing } = best;
  return standing.tag === 'known' ? { ...standing, block: walk.block } : standing;
};
