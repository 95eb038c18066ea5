import { subtracted, type Range } from './ranges.ts';

/** As many blocks as the source gives with one answer. */
export const PAGE_BLOCKS = 15;

/** A block as a page shows it. */
export interface SeenBlock {
  readonly height: number;
  readonly hash: string;
  /** Null: the first block. */
  readonly parentHash: string | null;
  /** Of its bytes. */
  readonly sha256: string;
  readonly minedAtMs: number;
  /** Whether it has what the source fills in later. */
  readonly isComplete: boolean;
}

/** A block that was written, as much as is needed to know it again. */
export interface KnownBlock {
  readonly height: number;
  readonly hash: string;
  readonly sha256: string;
  readonly minedAtMs: number;
  /** One more look is due once the source has filled in the rest. */
  readonly awaitsLook: boolean;
}

/** Blocks that were written, each the parent of the next. */
export interface Segment extends Range {
  readonly topHash: string;
  /** Of the lowest block; null for the first of all. */
  readonly parentHash: string | null;
}

/** A block whose place another has taken, to be looked at by its hash. */
export interface ReplacedBlock {
  readonly height: number;
  readonly hash: string;
  /** How often the source was asked and did not know it. */
  readonly looks: number;
  /** False: a process was about to write it, and may be still; known when its height is held. */
  readonly isSure: boolean;
}

/** Missing heights that the source did not give when it was asked. */
export interface Postponed extends Range {
  readonly tries: number;
  readonly untilMs: number;
}

/** What is in the lake, and what is known to be missing. Every list is highest first. */
export interface ChainState {
  /** One more with each change. */
  readonly revision: number;
  /** No two of them touch. */
  readonly segments: ReadonlyArray<Segment>;
  /** Heights that are to be asked for. */
  readonly pending: ReadonlyArray<Range>;
  readonly postponed: ReadonlyArray<Postponed>;
  /** The highest blocks held. */
  readonly newest: ReadonlyArray<KnownBlock>;
  readonly replaced: ReadonlyArray<ReplacedBlock>;
  /** SHA-256 of fragments in quarantine, the newest last: they come again with every page. */
  readonly refused: ReadonlyArray<string>;
  /** The top of the segment that the poller follows; null before its first run. Others are islands of a backfill. */
  readonly followedHeight: number | null;
}

export const EMPTY: ChainState = {
  revision: 0,
  segments: [],
  pending: [],
  postponed: [],
  newest: [],
  replaced: [],
  refused: [],
  followedHeight: null,
};

export const covers = (segment: Range, height: number): boolean =>
  segment.from <= height && height <= segment.to;

export const isCovered = ({ segments }: ChainState, height: number): boolean =>
  segments.some((segment) => covers(segment, height));

/** The hash held at a height; null where none is, or it is no longer remembered. */
export const hashAt = ({ newest, segments }: ChainState, height: number): string | null =>
  newest.find((block) => block.height === height)?.hash ??
  segments.find(({ to }) => to === height)?.topHash ??
  null;

/** Of a range, the heights that are not held, highest first. */
export const missingOf = ({ segments }: ChainState, range: Range): ReadonlyArray<Range> =>
  subtracted([range], segments);
