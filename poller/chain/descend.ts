import { cover, type Stretch } from './cover.ts';
import { joined, type Range } from './ranges.ts';
import type { ChainState, SeenBlock } from './state.ts';

/** Why a block of an answer is not written. */
export type IgnoredKind = 'block-unchanged' | 'block-unlinked' | 'block-not-asked';
export type IgnoredBlock = readonly [SeenBlock, IgnoredKind];

export const ignoring = (
  blocks: ReadonlyArray<SeenBlock>,
  kind: IgnoredKind,
): ReadonlyArray<IgnoredBlock> => blocks.map((block) => [block, kind]);

/** Those of the first that are not among the second. */
export const beside = (
  blocks: ReadonlyArray<SeenBlock>,
  others: ReadonlyArray<SeenBlock>,
): ReadonlyArray<SeenBlock> => blocks.filter((block) => !others.includes(block));

/** The blocks of a page as they are linked, from its first one down. */
export const linkedRuns = (page: ReadonlyArray<SeenBlock>): ReadonlyArray<Stretch> => {
  const runs: Array<[SeenBlock, ...Array<SeenBlock>]> = [];
  for (const block of page) {
    const above = runs.at(-1)?.at(-1);
    if (above?.height === block.height + 1 && above.parentHash === block.hash)
      runs.at(-1)?.push(block);
    else runs.push([block]);
  }
  return runs;
};

/** Heights to be asked for as well. */
export const withPending = (state: ChainState, hole: Range): ChainState => ({
  ...state,
  pending: joined([...state.pending, hole]),
});

/** What a page below the tip led to. */
export interface Descended {
  readonly state: ChainState;
  readonly fresh: ReadonlyArray<SeenBlock>;
  readonly contestedHeight: number | null;
  readonly ignored: ReadonlyArray<IgnoredBlock>;
  /** Heights that the page had, with blocks that did not decode. */
  readonly holes: ReadonlyArray<Range>;
  /** Whether the page begins with what was asked for, and fits what is held above it. */
  readonly fits: boolean;
}

/**
 * Takes the stretches of a page into the state, down to the first that does not fit: there the chain moved.
 * @param from the height that was asked for
 * @param refused how many blocks of the page did not decode
 */
export const descend = (
  state: ChainState,
  from: number,
  runs: ReadonlyArray<Stretch>,
  refused: number,
): Descended => {
  let after: Descended = {
    state,
    fresh: [],
    contestedHeight: null,
    ignored: [],
    holes: [],
    fits: false,
  };
  let next = from;
  for (const [index, run] of runs.entries()) {
    const missing = next - run[0].height;
    const isBelow = missing >= 0 && missing <= refused;
    const covered = isBelow ? cover(after.state, run, false) : null;
    if (covered === null)
      return {
        ...after,
        ignored: [...after.ignored, ...ignoring(runs.slice(index).flat(), 'block-unlinked')],
      };
    const hole = { from: next - missing + 1, to: next };
    after = {
      state: missing === 0 ? covered.state : withPending(covered.state, hole),
      fresh: [...after.fresh, ...covered.fresh],
      contestedHeight: covered.contestedHeight,
      ignored: [...after.ignored, ...ignoring(beside(run, covered.fresh), 'block-unchanged')],
      holes: missing === 0 ? after.holes : [...after.holes, hole],
      fits: true,
    };
    next = (run.at(-1)?.height ?? next) - 1;
  }
  return after;
};
