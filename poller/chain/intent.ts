import { joined, subtracted, type Range } from './ranges.ts';
import {
  covers,
  hashAt,
  isCovered,
  type ChainState,
  type ReplacedBlock,
  type SeenBlock,
  type Segment,
} from './state.ts';
import type { Observation } from './turn.ts';

/** So far below the tip no reorganisation reaches in the time between two turns. */
const SHAKY_BLOCKS = 30;

/** Segments without everything of theirs from a height up, and what that leaves to be read again. */
const cutBelow = (
  state: ChainState,
  height: number,
): { readonly segments: ReadonlyArray<Segment>; readonly lost: ReadonlyArray<Range> } => {
  const cut = state.segments.find((segment) => covers(segment, height));
  if (cut === undefined) return { segments: state.segments, lost: [] };
  const topHash = hashAt(state, height - 1);
  const isKept = height > cut.from && topHash !== null;
  return {
    segments: state.segments.flatMap((segment) => {
      if (segment !== cut) return [segment];
      return isKept ? [{ ...cut, to: height - 1, topHash }] : [];
    }),
    lost: [{ from: isKept ? height : cut.from, to: cut.to }],
  };
};

/** Whether a kill between its writing and the state's would leave the two apart for longer than until the next turn. */
const mayBeLeftApart = (
  held: ChainState,
  tipHeight: number,
  { height, hash }: SeenBlock,
): boolean =>
  isCovered(held, height) ? hashAt(held, height) !== hash : height > tipHeight - SHAKY_BLOCKS;

/**
 * The state to be saved before these observations are written, so that one who is killed in between leaves behind
 * which blocks the lake may now know otherwise than the state: they are looked at again, on the chain or by their
 * hash. Null where nothing of that kind is written.
 * @param held as it is saved
 * @param tipHeight as far as it is known by now
 */
export const intentOf = (
  held: ChainState,
  tipHeight: number,
  waiting: ReadonlyArray<Observation>,
): ChainState | null => {
  const shaky = waiting.filter(({ block }) => mayBeLeftApart(held, tipHeight, block));
  const displacing = shaky.filter(
    ({ block, onMainChain }) => onMainChain && isCovered(held, block.height),
  );
  const fork = Math.min(...displacing.map(({ block }) => block.height));
  const { segments, lost } = cutBelow(held, fork);
  const known = new Set(held.replaced.map(({ hash }) => hash));
  const left = held.newest.filter(({ height }) => lost.some((range) => covers(range, height)));
  const doubted: ReadonlyArray<ReplacedBlock> = [
    ...left.map(({ height, hash }) => ({ height, hash, looks: 0, isSure: true })),
    ...shaky.map(({ block: { height, hash } }) => ({ height, hash, looks: 0, isSure: false })),
  ].filter(({ hash }) => !known.has(hash));
  const once = [...new Map(doubted.toReversed().map((each) => [each.hash, each])).values()];
  if (once.length === 0 && lost.length === 0) return null;
  const followed = segments.find(({ to }) => to === held.followedHeight || to === fork - 1);
  return {
    ...held,
    segments,
    pending: joined([
      ...held.pending,
      ...subtracted(lost, [{ from: tipHeight + 1, to: Number.POSITIVE_INFINITY }]),
    ]),
    newest: held.newest.filter((block) => !left.includes(block)),
    replaced: [...held.replaced, ...once].sort((a, b) => b.height - a.height),
    followedHeight: lost.length === 0 ? held.followedHeight : (followed?.to ?? null),
  };
};
