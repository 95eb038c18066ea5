import { cover, type Stretch } from '../../../poller/chain/cover.ts';
import { EMPTY, type ChainState, type SeenBlock } from '../../../poller/chain/state.ts';

/** Blocks as pages show them, named by branch and height: `a7` is the child of `a6`. */
export const seen = (branch: string, height: number, over: Partial<SeenBlock> = {}): SeenBlock => ({
  height,
  hash: `${branch}${height}`,
  parentHash: height === 0 ? null : `${branch}${height - 1}`,
  sha256: `bytes of ${branch}${height}`,
  minedAtMs: height * 600_000,
  isComplete: false,
  ...over,
});

/** A branch from a height down to another; `on`: the branch it stands on. */
export const branch = (name: string, to: number, from: number, on = name): Stretch =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const height = to - index;
    return height === from && height > 0
      ? seen(name, height, { parentHash: `${on}${height - 1}` })
      : seen(name, height);
  }) as unknown as Stretch;

/** What is held once these stretches were read from the tip, one after the other. */
export const holding = (...stretches: ReadonlyArray<Stretch>): ChainState =>
  stretches.reduce<ChainState>(
    (state, stretch) => cover(state, stretch, true)?.state ?? state,
    EMPTY,
  );

export const hashesOf = (blocks: ReadonlyArray<{ readonly hash: string }>): ReadonlyArray<string> =>
  blocks.map(({ hash }) => hash);

/** A state in a few words. */
export const brief = ({ segments, pending, replaced, followedHeight, newest }: ChainState) => ({
  segments: segments.map(({ from, to, topHash }) => [from, to, topHash]),
  pending: pending.map(({ from, to }) => [from, to]),
  replaced: hashesOf(replaced),
  followedHeight,
  newest: hashesOf(newest),
});
