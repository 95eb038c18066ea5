import {
  beside,
  descend,
  ignoring,
  linkedRuns,
  withPending,
  type IgnoredBlock,
} from './descend.ts';
import { totalLengthOf, subtracted, type Range } from './ranges.ts';
import { missingOf, PAGE_BLOCKS, type ChainState, type SeenBlock } from './state.ts';
import type { Ask, Heard, Observation } from './turn.ts';

/** A page that does not fit is asked for so often: the chain may move while it is read. */
const MOST_MISFITS = 3;

export type Order = 'newest' | 'oldest';

/** A range that is being filled in. */
export interface Backfill {
  /** As it is once everything in `waiting` is written, never before. */
  readonly state: ChainState;
  readonly range: Range;
  readonly order: Order;
  readonly ask: Ask | null;
  readonly waiting: ReadonlyArray<Observation>;
  /** Heights whose blocks did not decode. */
  readonly holes: ReadonlyArray<Range>;
  readonly misfits: number;
}

/** What is still to be asked for, highest first. */
const openOf = ({ state, range, holes }: Pick<Backfill, 'state' | 'range' | 'holes'>) =>
  subtracted(missingOf(state, range), holes);

/** How many heights are left. */
export const blocksLeft = (backfill: Backfill): number => totalLengthOf(openOf(backfill));

const gapOf = (backfill: Pick<Backfill, 'state' | 'range' | 'holes' | 'order'>): Range | null => {
  const open = openOf(backfill);
  const gap = backfill.order === 'newest' ? open[0] : open.at(-1);
  if (gap === undefined) return null;
  return backfill.order === 'newest'
    ? { from: Math.max(gap.from, gap.to - PAGE_BLOCKS + 1), to: gap.to }
    : { from: gap.from, to: Math.min(gap.to, gap.from + PAGE_BLOCKS - 1) };
};

const goOn = (backfill: Backfill): Backfill => {
  const gap = gapOf(backfill);
  return {
    ...backfill,
    ask: gap === null ? null : { tag: 'page', height: gap.to, why: 'missing' },
  };
};

/** What is held of the range is not asked for again. */
export const beginBackfill = (state: ChainState, range: Range, order: Order): Backfill =>
  goOn({ state, range, order, ask: null, waiting: [], holes: [], misfits: 0 });

/** On what another process made of the state meanwhile. */
export const rebasedBackfill = (backfill: Backfill, state: ChainState): Backfill =>
  goOn({ ...backfill, state });

/** What an answer leads to; as `heard` of a turn. */
export const heardBackfill = (
  backfill: Backfill,
  page: ReadonlyArray<SeenBlock>,
  refused: number,
): Heard<Backfill> => {
  const gap = gapOf(backfill);
  if (gap === null) return { turn: backfill, ignored: ignoring(page, 'block-not-asked') };
  const asked = page.filter(({ height }) => gap.from <= height && height <= gap.to);
  const beyond: ReadonlyArray<IgnoredBlock> = ignoring(beside(page, asked), 'block-not-asked');
  const below = descend(backfill.state, gap.to, linkedRuns(asked), refused);
  const ignored = [...beyond, ...below.ignored];
  if (!below.fits) {
    const isHole = asked.length === 0 && refused > 0;
    const after = {
      ...backfill,
      state: isHole ? withPending(backfill.state, gap) : backfill.state,
      holes: isHole ? [...backfill.holes, gap] : backfill.holes,
      misfits: backfill.misfits + 1,
    };
    return { turn: after.misfits < MOST_MISFITS ? goOn(after) : { ...after, ask: null }, ignored };
  }
  return {
    turn: goOn({
      ...backfill,
      state: below.state,
      misfits: 0,
      holes: [...backfill.holes, ...below.holes],
      waiting: [...backfill.waiting, ...below.fresh.map((block) => ({ block, onMainChain: true }))],
    }),
    ignored,
  };
};
