import {
  beginBackfill,
  heardBackfill,
  rebasedBackfill,
  type Backfill,
  type Order,
} from './chain/backfill.ts';
import type { IgnoredBlock } from './chain/descend.ts';
import type { Range } from './chain/ranges.ts';
import { PAGE_BLOCKS, type ChainState, type SeenBlock } from './chain/state.ts';
import {
  beginTurn,
  ended,
  heard,
  isSettled,
  unknownBlock,
  type Ask,
  type Heard,
  type Observation,
  type Turn,
} from './chain/turn.ts';

/** What every way through the chain has. */
export interface Step {
  readonly state: ChainState;
  readonly ask: Ask | null;
  readonly waiting: ReadonlyArray<Observation>;
}

/** A way through the chain, step by step: what to ask, and what an answer leads to. Pure. */
export interface Course<T extends Step> {
  /** Of one run, however often it has to begin anew. */
  readonly mostRequests: number;
  readonly begin: (state: ChainState) => T;
  readonly heard: (step: T, page: ReadonlyArray<SeenBlock>, refused: number) => Heard<T>;
  /** The source does not know the replaced block that was asked for. */
  readonly unknown: (step: T) => T;
  /** Nothing more is asked; what was read is kept. */
  readonly ended: (step: T) => { readonly turn: T; readonly ignored: ReadonlyArray<IgnoredBlock> };
  readonly isSettled: (step: T) => boolean;
  /** The source gave no chain, and is not asked again in this run. */
  readonly isGivenUp: (step: T) => boolean;
  /** The same step on the state of another process. */
  readonly rebased: (step: T, state: ChainState) => T;
  /** Whether what another process made of the state leaves true what this step began with. */
  readonly mayFollow: (begun: ChainState, now: ChainState) => boolean;
}

/** Replaced blocks, late looks, and pages asked for again because the chain moved. */
const BESIDE_PAGES = 36;

/** What a look at the tip is judged by: a backfill far below changes none of it. */
const headOf = ({ segments, newest, replaced, followedHeight }: ChainState): string => {
  const top = segments.find(({ to }) => to === followedHeight);
  const blocks = newest.filter(({ height }) => top !== undefined && height >= top.from);
  return JSON.stringify([followedHeight, top?.topHash, blocks.slice(0, 15), replaced]);
};

/** From the tip down to what is held, and on with what is missing. */
export const followCourse = (blocks: number, nowMs: number): Course<Turn> => ({
  mostRequests: Math.ceil(blocks / PAGE_BLOCKS) + BESIDE_PAGES,
  begin: (state) => beginTurn(state, blocks, nowMs),
  heard,
  unknown: (turn) => (turn.ask?.tag === 'block' ? unknownBlock(turn, turn.ask.replaced) : turn),
  ended,
  isSettled,
  isGivenUp: (turn) => turn.isGivenUp,
  rebased: (turn, state) => ({ ...turn, state }),
  mayFollow: (begun, now) => headOf(begun) === headOf(now),
});

/** Through a range of the past. */
export const backfillCourse = (range: Range, order: Order): Course<Backfill> => ({
  mostRequests: Number.POSITIVE_INFINITY,
  begin: (state) => beginBackfill(state, range, order),
  heard: heardBackfill,
  unknown: (backfill) => backfill,
  ended: (backfill) => ({ turn: { ...backfill, ask: null }, ignored: [] }),
  isSettled: () => true,
  isGivenUp: () => false, // it says what is left
  rebased: rebasedBackfill,
  mayFollow: () => true,
});
