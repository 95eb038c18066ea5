import type { TilesEvent } from '../tiles/wire.ts';
import { blockByRate } from './block-by-rate.ts';

/** How much time a column stands for. */
export const COLUMN_MS = 4000;

/** Columns of the last half hour. */
export const COLUMNS = (30 * 60_000) / COLUMN_MS;

/** A stretch of `COLUMN_MS` of the next block's past. */
export interface Column {
  readonly startMs: number;
  /** Vsize by bin as it stood at the column's end, in vbytes; null while that was not known. */
  readonly vsizeVbytes: ReadonlyArray<number> | null;
  /** The lowest rate that got in at its end; null also for an empty block. */
  readonly lowestRate: number | null;
  /** How far the end can be trusted. */
  readonly level: 'verified' | 'contiguous' | 'unknown';
  /** Why the block was not known at some moment of it; null where it always was. */
  readonly cause: string | null;
  /** Heights of the blocks mined in it. */
  readonly mined: ReadonlyArray<number>;
}

/** The columns there are: the newest is open and changes with what comes, the others stand. */
export interface Columns {
  readonly take: (event: TilesEvent) => void;
  /** Time went on without a message: what stood still stands. */
  readonly advanceTo: (atMs: number) => void;
  /** Oldest first, without a hole between them, at most `COLUMNS`. */
  readonly all: () => ReadonlyArray<Column>;
  /** Where the newest one begins; null where there is none. */
  readonly newestMs: () => number | null;
  /** How many columns were ever begun; what was drawn up to then need not be drawn again. */
  readonly begun: () => number;
}

const startOf = (atMs: number): number => Math.floor(atMs / COLUMN_MS) * COLUMN_MS;

/** A gap whose cause nobody said. */
const NO_CAUSE = 'no-base';

/** Follows the events in order. Each adds to the newest column or begins one; none is ever made again. */
export const columnsOfTime = (): Columns => {
  const block = blockByRate();
  const closed: Array<Column> = [];
  let openMs: number | null = null;
  let begun = 0;
  let causeWithin: string | null = null;
  let mined: ReadonlyArray<number> = [];

  const unknownCause = (): string | null => {
    const standing = block.standing();
    return standing?.level === 'unknown' ? (standing.cause ?? NO_CAUSE) : null;
  };
  const newest = (startMs: number): Column => {
    const level = block.standing()?.level ?? 'unknown';
    const isKnown = level !== 'unknown';
    return {
      startMs,
      vsizeVbytes: isKnown ? [...block.vsizeVbytes] : null,
      lowestRate: isKnown ? block.lowestRate() : null,
      level,
      cause: causeWithin,
      mined,
    };
  };
  const begin = (startMs: number): void => {
    openMs = startMs;
    begun += 1;
    causeWithin = unknownCause(); // a gap goes on into the next column
    mined = [];
  };
  /** Closes the newest column and begins the one after it, or after a silence the oldest that is kept. */
  const close = (startMs: number, wantedMs: number): number => {
    closed.push(newest(startMs));
    if (closed.length >= COLUMNS) closed.shift();
    const nextMs = Math.max(startMs + COLUMN_MS, wantedMs - COLUMNS * COLUMN_MS);
    begin(nextMs);
    return nextMs;
  };
  const advanceTo = (atMs: number): void => {
    if (openMs === null) return;
    const wantedMs = startOf(atMs);
    for (let startMs = openMs; startMs < wantedMs;) startMs = close(startMs, wantedMs);
  };

  return {
    take: (event) => {
      const atMs = Date.parse(event.at);
      advanceTo(atMs);
      block.take(event);
      if (openMs === null && block.standing() !== null) begin(startOf(atMs));
      causeWithin ??= unknownCause();
      if (event.tag === 'mined' && !mined.includes(event.height)) mined = [...mined, event.height];
    },
    advanceTo,
    all: () => (openMs === null ? closed : [...closed, newest(openMs)]),
    newestMs: () => openMs,
    begun: () => begun,
  };
};
