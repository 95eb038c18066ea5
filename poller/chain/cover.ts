import { stillPostponed } from './postponed.ts';
import { joined, subtracted, type Range } from './ranges.ts';
import {
  covers,
  hashAt,
  isCovered,
  type ChainState,
  type KnownBlock,
  type ReplacedBlock,
  type SeenBlock,
  type Segment,
} from './state.ts';

/** Two days of blocks; no reorganisation was ever as deep. */
const REMEMBERED_BLOCKS = 300;
/** At the top of every segment, where one that is read later has to fit. */
const REMEMBERED_OF_SEGMENT = 36;

/** Blocks, highest first, each the child of the next; at least one. */
export type Stretch = readonly [SeenBlock, ...ReadonlyArray<SeenBlock>];

export interface Covered {
  readonly state: ChainState;
  /** What the lake does not have yet: new blocks, blocks that took another's place, blocks whose bytes changed. */
  readonly fresh: ReadonlyArray<SeenBlock>;
  /** Where another block was held than the parent of the lowest: a page from there tells where the branches part. */
  readonly contestedHeight: number | null;
}

/** What becomes of a held segment. */
interface Kept {
  readonly segments: ReadonlyArray<Segment>;
  /** Heights given up, whose blocks another branch took. */
  readonly lost: ReadonlyArray<Range>;
}

const whole = (segment: Segment): Kept => ({ segments: [segment], lost: [] });

const isHeld = (state: ChainState, { height, hash }: SeenBlock): boolean =>
  hashAt(state, height) === hash;

/** The highest block of a stretch that a segment holds: by their hashes, so it does all below it. */
const anchorIn = (state: ChainState, segment: Segment, stretch: Stretch): number | null =>
  stretch.find((block) => covers(segment, block.height) && isHeld(state, block))?.height ?? null;

/** A segment up to a height of which the hash is remembered, or nothing of it. */
const cutAt = (state: ChainState, segment: Segment, to: number): Kept => {
  const topHash = hashAt(state, to);
  const kept = to >= segment.from && topHash !== null;
  return {
    segments: kept ? [{ ...segment, to, topHash }] : [],
    lost: [{ from: kept ? to + 1 : segment.from, to: segment.to }],
  };
};

/** What is left of a segment, now that these blocks are known to be the chain. */
const keptOf = (state: ChainState, segment: Segment, stretch: Stretch): Kept => {
  const [top] = stretch;
  const low = stretch[stretch.length - 1] ?? top;
  const below = low.height - 1;
  if (segment.to < below || segment.from > top.height + 1) return whole(segment);
  if (segment.from === top.height + 1)
    return segment.parentHash === top.hash ? whole(segment) : { segments: [], lost: [] };
  const anchor = anchorIn(state, segment, stretch);
  if (anchor !== null)
    return anchor === Math.min(segment.to, top.height)
      ? whole(segment)
      : cutAt(state, segment, anchor);
  if (segment.from > below) return { segments: [], lost: [] }; // the stretch has all its heights, with other blocks
  const isLinked = hashAt(state, below) === low.parentHash;
  return isLinked && segment.to === below
    ? whole(segment)
    : cutAt(state, segment, isLinked ? below : below - 1);
};

/** Segments as few as they are: those that overlap or touch are one. */
const linked = (segments: ReadonlyArray<Segment>): ReadonlyArray<Segment> => {
  const apart: Array<Segment> = [];
  for (const segment of [...segments].sort((a, b) => b.to - a.to)) {
    const above = apart.at(-1);
    if (above === undefined || segment.to < above.from - 1) apart.push(segment);
    else if (segment.from < above.from)
      apart[apart.length - 1] = { ...segment, to: above.to, topHash: above.topHash };
  }
  return apart;
};

const segmentOf = (stretch: Stretch): Segment => {
  const [top] = stretch;
  const low = stretch[stretch.length - 1] ?? top;
  return { from: low.height, to: top.height, topHash: top.hash, parentHash: low.parentHash };
};

const remembered = (before: KnownBlock | undefined, seen: SeenBlock): KnownBlock => ({
  height: seen.height,
  hash: seen.hash,
  sha256: seen.sha256,
  minedAtMs: seen.minedAtMs,
  awaitsLook: !seen.isComplete && (before?.hash !== seen.hash || before.awaitsLook),
});

/** The blocks that are held by now, of those that are or were remembered. */
const heldOf = (
  state: ChainState,
  stretch: Stretch,
  segments: ReadonlyArray<Segment>,
): ReadonlyArray<KnownBlock> => {
  const held = new Map(state.newest.map((block) => [block.height, block]));
  for (const seen of stretch) held.set(seen.height, remembered(held.get(seen.height), seen));
  return [...held.values()]
    .filter(({ height }) => segments.some((segment) => covers(segment, height)))
    .sort((a, b) => b.height - a.height);
};

/** Of blocks that are held, highest first, those that a state keeps. */
export const worthRemembering = (
  held: ReadonlyArray<KnownBlock>,
  segments: ReadonlyArray<Segment>,
): ReadonlyArray<KnownBlock> =>
  held.filter(
    ({ height }, index) =>
      index < REMEMBERED_BLOCKS ||
      segments.some(
        (segment) => covers(segment, height) && segment.to - height < REMEMBERED_OF_SEGMENT,
      ),
  );

/** Blocks that were held and are no more: another took their place, or the place of one they stand on. */
const replacedOf = (
  state: ChainState,
  held: ReadonlyArray<KnownBlock>,
): ReadonlyArray<ReplacedBlock> => {
  const hashes = new Set(held.map(({ hash }) => hash));
  const before = state.replaced.filter(({ hash }) => !hashes.has(hash));
  const known = new Set([...hashes, ...before.map(({ hash }) => hash)]);
  const left = state.newest.filter(({ hash }) => !known.has(hash));
  return [
    ...before,
    ...left.map(({ height, hash }) => ({ height, hash, looks: 0, isSure: true })),
  ].sort((a, b) => b.height - a.height);
};

/** What has to be read between the segment that is followed and the new tip. */
const behind = (state: ChainState, stretch: Stretch): ReadonlyArray<Range> => {
  const { followedHeight } = state;
  const low = stretch[stretch.length - 1] ?? stretch[0];
  return followedHeight === null || followedHeight >= low.height - 1
    ? []
    : [{ from: followedHeight + 1, to: low.height - 1 }];
};

/** Whether it reaches up to what the poller saw of the tip. Nothing but a look from the tip judges its blocks. */
const isFollowed = ({ followedHeight }: ChainState, segment: Segment): boolean =>
  followedHeight !== null && covers(segment, followedHeight);

/**
 * Takes blocks that the source holds for its chain into the state.
 * @param isHead they begin with the source's tip: what is held and does not fit them is of another branch
 * @returns null where they do not fit what is held above them or instead of them up to the tip: the chain moved
 *   while it was read
 */
export const cover = (state: ChainState, stretch: Stretch, isHead: boolean): Covered | null => {
  const [top] = stretch;
  if (!isHead && !isHeld(state, top)) {
    const above = state.segments.find(({ from }) => from === top.height + 1);
    if (above !== undefined && above.parentHash !== top.hash) return null;
    const holder = state.segments.find((segment) => covers(segment, top.height));
    if (holder !== undefined && isFollowed(state, holder)) return null;
  }
  const kept = state.segments.map((segment) => keptOf(state, segment, stretch));
  const segments = linked([...kept.flatMap((each) => each.segments), segmentOf(stretch)]);
  const lost = subtracted(
    kept.flatMap((each) => each.lost),
    isHead ? [{ from: top.height + 1, to: Number.POSITIVE_INFINITY }] : [], // there is nothing yet
  );
  const held = heldOf(state, stretch, segments);
  const bytes = new Map(state.newest.map(({ hash, sha256 }) => [hash, sha256]));
  const isFresh = ({ height, hash, sha256 }: SeenBlock): boolean => {
    const before = bytes.get(hash);
    if (before !== undefined) return before !== sha256;
    const holder = state.segments.find((segment) => covers(segment, height));
    if (holder === undefined) return true;
    return height > (anchorIn(state, holder, stretch) ?? -1);
  };
  const missing = subtracted(
    joined([...state.pending, ...lost, ...(isHead ? behind(state, stretch) : [])]),
    segments,
  );
  const followed = segments.find((segment) => covers(segment, top.height));
  const below = segmentOf(stretch).from - 1;
  const isContested = isCovered(state, below) && missing.some(({ to }) => to === below);
  return {
    state: {
      ...state,
      segments,
      pending: missing,
      postponed: stillPostponed(state.postponed, missing),
      newest: worthRemembering(held, segments),
      replaced: replacedOf(state, held),
      followedHeight: isHead ? (followed?.to ?? top.height) : state.followedHeight,
    },
    fresh: stretch.filter(isFresh),
    contestedHeight: isContested ? below : null,
  };
};
