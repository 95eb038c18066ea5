import { cover, type Stretch } from './cover.ts';
import { beside, descend, ignoring, linkedRuns, type IgnoredBlock } from './descend.ts';
import { lateLookAt, looked } from './late-look.ts';
import { askable, postpone } from './postponed.ts';
import { covers, isCovered, type ChainState, type ReplacedBlock, type SeenBlock } from './state.ts';

/** So many of the newest blocks are looked at again each time. */
const WINDOW_BLOCKS = 12;
/** How often the tip is asked for anew when the chain moves while it is read. */
const MOST_RESTARTS = 2;
/** A replaced block that the source does not know is given up after so many turns. */
const MOST_LOOKS = 10;
/** Replaced blocks asked for in one turn. */
const MOST_REPLACED = 30;

/** What to ask the source next. A page has the blocks from a height down; null: from the tip. */
export type Ask =
  | { readonly tag: 'page'; readonly height: number | null; readonly why: PageReason }
  | { readonly tag: 'block'; readonly replaced: ReplacedBlock };
type PageReason = 'head' | 'missing' | 'late';

/** A block to be written, and whether it stands on the main chain. */
export interface Observation {
  readonly block: SeenBlock;
  readonly onMainChain: boolean;
}

/** One turn of the poller: from the tip down to what it holds, and on with what is missing. */
export interface Turn {
  /** As it is once everything in `waiting` is written, never before. */
  readonly state: ChainState;
  readonly nowMs: number;
  readonly ask: Ask | null;
  /** How many more blocks may be read. */
  readonly blocksLeft: number;
  /** Read from the tip down so far, not yet taken into the state. */
  readonly head: ReadonlyArray<SeenBlock>;
  readonly restarts: number;
  /** What the source gave for its newest blocks was no chain, however often it was asked: nothing of it was taken. */
  readonly isGivenUp: boolean;
  /** From where to read on to find where the branches part; null where they are known to. */
  readonly contestedHeight: number | null;
  /** Hashes of replaced blocks asked for in this turn. */
  readonly asked: ReadonlySet<string>;
  /** To be written: whatever the order they came in, lowest first, of one height the replaced before the other. */
  readonly waiting: ReadonlyArray<Observation>;
}

/** What an answer led to. */
export interface Heard<T = Turn> {
  readonly turn: T;
  readonly ignored: ReadonlyArray<IgnoredBlock>;
}

const HEAD: Ask = { tag: 'page', height: null, why: 'head' };
const missing = (height: number): Ask => ({ tag: 'page', height, why: 'missing' });

/** @param blocks how many may be read at most, a page more or less */
export const beginTurn = (state: ChainState, blocks: number, nowMs: number): Turn => ({
  state,
  nowMs,
  ask: HEAD,
  blocksLeft: blocks,
  head: [],
  restarts: 0,
  isGivenUp: false,
  contestedHeight: null,
  asked: new Set(),
  waiting: [],
});

/** Whether what waits may be written: a reorganisation is written whole, from where the branches part. */
export const isSettled = ({ contestedHeight, ask }: Turn): boolean =>
  ask === null || (contestedHeight === null && ask.tag !== 'block');

/** As they are to be written. */
export const inOrder = (waiting: ReadonlyArray<Observation>): ReadonlyArray<Observation> =>
  [...waiting].sort(
    (a, b) => a.block.height - b.block.height || Number(a.onMainChain) - Number(b.onMainChain),
  );

/** What to do after the tip is known. */
const nextAsk = ({ state, contestedHeight, asked, blocksLeft, nowMs }: Turn): Ask | null => {
  if (blocksLeft <= 0) return null;
  if (contestedHeight !== null) return missing(contestedHeight);
  const replaced = state.replaced.find(
    ({ height, hash, isSure }) => !asked.has(hash) && (isSure || isCovered(state, height)),
  );
  if (replaced !== undefined && asked.size < MOST_REPLACED) return { tag: 'block', replaced };
  const gap = askable(state, nowMs);
  if (gap !== undefined) return missing(gap.to);
  const late = lateLookAt(state, nowMs);
  return late === null ? null : { tag: 'page', height: late, why: 'late' };
};

const goOn = (turn: Turn): Turn => ({ ...turn, ask: nextAsk(turn) });

interface Taken {
  readonly state: ChainState;
  readonly fresh: ReadonlyArray<SeenBlock>;
  readonly contestedHeight: number | null;
}

const taking = (turn: Turn, { state, fresh, contestedHeight }: Taken): Turn => ({
  ...turn,
  state,
  contestedHeight,
  waiting: [...turn.waiting, ...fresh.map((block) => ({ block, onMainChain: true }))],
});

/** The chain moved while it was read: from the tip again, or in the next turn where no more may be asked. */
const restarted = (turn: Turn, page: ReadonlyArray<SeenBlock>): Heard => {
  const isGivenUp = turn.restarts >= MOST_RESTARTS || turn.blocksLeft <= 0;
  return {
    turn: {
      ...turn,
      head: [],
      restarts: turn.restarts + 1,
      ask: isGivenUp ? null : HEAD,
      isGivenUp,
    },
    ignored: ignoring([...turn.head, ...page], 'block-unlinked'),
  };
};

/** What a page below the tip led to; heights that it had and that did not decode are put off. */
const heardBelow = (
  turn: Turn,
  from: number,
  runs: ReadonlyArray<Stretch>,
  refused: number,
): Heard & { readonly fits: boolean } => {
  const below = descend(turn.state, from, runs, refused);
  const state = below.holes.reduce(
    (before, hole) => postpone(before, hole, turn.nowMs),
    below.state,
  );
  const { fits, ignored } = below;
  return { turn: fits ? taking(turn, { ...below, state }) : turn, ignored, fits };
};

/** What was read from the tip down, and what else its last page had, goes into the state. */
const coverHead = (
  turn: Turn,
  head: Stretch,
  rest: ReadonlyArray<Stretch>,
  refused: number,
): Heard => {
  const covered = cover(turn.state, head, true);
  if (covered === null) return restarted({ ...turn, head }, rest.flat());
  const ignored = ignoring(beside(head, covered.fresh), 'block-unchanged');
  const after = { ...taking(turn, covered), head: [] };
  if (refused === 0)
    return { turn: goOn(after), ignored: [...ignored, ...ignoring(rest.flat(), 'block-unlinked')] };
  const below = heardBelow(after, (head.at(-1)?.height ?? 0) - 1, rest, refused);
  return { turn: goOn(below.turn), ignored: [...ignored, ...below.ignored] };
};

const isStretch = (blocks: ReadonlyArray<SeenBlock>): blocks is Stretch => blocks.length > 0;

const heardHead = (turn: Turn, page: ReadonlyArray<SeenBlock>, refused: number): Heard => {
  const low = turn.head.at(-1);
  const [first = [], ...rest] = linkedRuns(low === undefined ? page : [low, ...page]);
  const head = low === undefined ? first : [...turn.head, ...first.slice(1)];
  if (!isStretch(head) || (head.length === turn.head.length && refused === 0))
    return restarted(turn, page);
  const below = (head.at(-1)?.height ?? 0) - 1;
  const isWhole = head.length >= WINDOW_BLOCKS || below < 0 || refused > 0;
  // what follows in the page is no part of its chain, and nothing more may be asked to tell which is right
  if (!isWhole && turn.blocksLeft <= 0 && rest.length > 0) return restarted(turn, page);
  if (isWhole || turn.blocksLeft <= 0) return coverHead(turn, head, rest, refused);
  return {
    turn: { ...turn, head, ask: { tag: 'page', height: below, why: 'head' } },
    ignored: ignoring(rest.flat(), 'block-unlinked'),
  };
};

const heardPage = (
  turn: Turn,
  ask: { readonly height: number; readonly why: PageReason },
  page: ReadonlyArray<SeenBlock>,
  refused: number,
): Heard => {
  const { fits, turn: after, ignored } = heardBelow(turn, ask.height, linkedRuns(page), refused);
  const lowest = page.at(-1)?.height ?? ask.height;
  if (ask.why === 'late') {
    const state = fits ? looked(after.state, lowest, ask.height, turn.nowMs) : after.state;
    return { turn: fits ? goOn({ ...after, state }) : { ...after, ask: null }, ignored };
  }
  if (fits) return { turn: goOn(after), ignored };
  const gap = turn.state.pending.find((range) => covers(range, ask.height));
  const state = postpone(turn.state, gap ?? { from: ask.height, to: ask.height }, turn.nowMs);
  return { turn: { ...after, state, ask: null }, ignored };
};

const withLook = (state: ChainState, { hash }: ReplacedBlock): ChainState => ({
  ...state,
  replaced: state.replaced
    .map((each) => (each.hash === hash ? { ...each, looks: each.looks + 1 } : each))
    .filter(({ looks }) => looks < MOST_LOOKS),
});

/** The source does not know a block by its hash: it is asked for again in later turns. */
export const unknownBlock = (turn: Turn, replaced: ReplacedBlock): Turn =>
  goOn({
    ...turn,
    asked: new Set([...turn.asked, replaced.hash]),
    state: withLook(turn.state, replaced),
  });

const heardBlock = (turn: Turn, replaced: ReplacedBlock, page: ReadonlyArray<SeenBlock>): Heard => {
  const { state } = turn;
  const block = page.find(({ hash }) => hash === replaced.hash);
  const others = ignoring(beside(page, block === undefined ? [] : [block]), 'block-not-asked');
  if (block === undefined) return { turn: unknownBlock(turn, replaced), ignored: others };
  const left = state.replaced.filter(({ hash }) => hash !== replaced.hash);
  return {
    turn: goOn({
      ...turn,
      asked: new Set([...turn.asked, replaced.hash]),
      state: { ...state, replaced: left },
      waiting: [...turn.waiting, { block, onMainChain: false }],
    }),
    ignored: others,
  };
};

/**
 * What an answer leads to.
 * @param page the blocks of it that decoded, in its order
 * @param refused how many did not
 */
export const heard = (before: Turn, page: ReadonlyArray<SeenBlock>, refused: number): Heard => {
  const { ask } = before;
  if (ask === null) return { turn: before, ignored: ignoring(page, 'block-not-asked') };
  const turn = { ...before, blocksLeft: before.blocksLeft - Math.max(page.length, 1) };
  if (ask.tag === 'block') return heardBlock(turn, ask.replaced, page);
  const { height, why } = ask;
  return why === 'head' || height === null
    ? heardHead(turn, page, refused)
    : heardPage(turn, { height, why }, page, refused);
};

/** Nothing more is asked, for want of time or of an answer; what was read is kept. */
export const ended = (turn: Turn): Heard => {
  const { head } = turn;
  const closed = { blocksLeft: 0, ask: null };
  if (!isStretch(head)) return { turn: { ...turn, ...closed }, ignored: [] };
  const { turn: after, ignored } = coverHead(turn, head, [], 0);
  return { turn: { ...after, ...closed }, ignored };
};
