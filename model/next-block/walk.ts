import { payloadOf, type BlockLine, type EpochLog, type KnownGap } from './history.ts';
import { NextBlock } from './state.ts';
import { levelOf, type GapCause, type Level } from './trust.ts';

/** What an epoch's lines say of a moment, but for the rows. */
export interface Standing {
  readonly tag: 'known';
  readonly level: Exclude<Level, 'unknown'>;
  readonly epochId: string;
  readonly baseOrdinal: number;
  readonly baseObservedAtMs: number;
  /** The last line that was applied. */
  readonly ordinal: number;
  /** The source's update counter; null in layouts that had none. */
  readonly sequence: number | null;
}

/** A moment at which it is not known, with the cause. */
export interface Unknown {
  readonly tag: 'unknown';
  /**
   * A gap's cause; not-known-yet: the lines up to that moment are not all there; no-base: no snapshot before it,
   * or one of another block since; no-sequence: nothing was stated, and without a counter nothing shows that no
   * message is missing.
   */
  readonly cause: GapCause | 'not-known-yet' | 'no-base' | 'no-sequence';
  readonly gapId: string | null;
  readonly epochId: string | null;
}

export const unknown = (
  cause: Unknown['cause'],
  epoch: EpochLog | null,
  gap: KnownGap | null = null,
): Unknown => ({
  tag: 'unknown',
  cause,
  gapId: gap?.found.gapId ?? null,
  epochId: epoch?.epochId ?? null,
});

/** Whether the snapshot that begins at this ordinal, or what came after it up to that moment, can't be relied on. */
const isSuspect = (
  { found, closed, suspectFromMs }: KnownGap,
  baseOrdinal: number,
  atMs: number,
): boolean => {
  if (atMs < suspectFromMs) return false;
  const closesHere = closed !== null && closed.closingEpochId === found.gapEpochId;
  return !closesHere || baseOrdinal < closed.closingOrdinal;
};

/** A gap that closed in another epoch has no end in this one, whose clock may say otherwise than that one's. */
const covers = ({ found, closed, afterMs, beforeMs }: KnownGap, atMs: number): boolean =>
  atMs > afterMs &&
  (atMs < beforeMs || (closed !== null && closed.closingEpochId !== found.gapEpochId));

interface Base {
  readonly ordinal: number;
  readonly observedAtMs: number;
}

export const observedAtMs = (line: BlockLine): number => Date.parse(line.envelope.observedAt);

/**
 * Goes forward through one epoch's lines and follows one block. Rows are made when asked for, from the base on. The
 * source tells a socket of one block at a time: a snapshot of another ends what is known of this one.
 */
export class EpochWalk {
  readonly epoch: EpochLog;
  readonly #blockIndex: number;
  readonly #block = new NextBlock();
  #taken = 0;
  /** Parts of a snapshot that follow each other from its first. */
  #parts: ReadonlyArray<BlockLine> = [];
  #base: Base | null = null;
  #last: BlockLine | null = null;
  /** Taken since the rows were made. */
  #pending: Array<BlockLine> = [];

  constructor(epoch: EpochLog, blockIndex: number) {
    this.epoch = epoch;
    this.#blockIndex = blockIndex;
  }

  /** The rows as of the moment that was asked for last; they change as the walk goes on. */
  get block(): NextBlock {
    for (const line of this.#pending) {
      const payload = payloadOf(line);
      if ('blockTransactions' in payload) this.#block.add(payload.blockTransactions);
      else this.#block.apply(payload.delta);
    }
    this.#pending = [];
    return this.#block;
  }

  /** What the epoch says of a moment (Unix ms), which must not lie before the one asked for last. */
  at(atMs: number): Standing | Unknown {
    this.#takeUntil(atMs);
    const { epoch } = this;
    const gap = epoch.gaps.find((each) => covers(each, atMs));
    if (gap !== undefined) return unknown(gap.found.cause, epoch, gap);
    if ((epoch.times.at(-1) ?? Number.NEGATIVE_INFINITY) <= atMs)
      return unknown('not-known-yet', epoch);

    const base = this.#base;
    const last = this.#last;
    if (base === null || last === null) return unknown('no-base', epoch);
    const doubt = epoch.gaps.find((each) => isSuspect(each, base.ordinal, atMs));
    if (doubt !== undefined) return unknown(doubt.found.cause, epoch, doubt);

    const level = this.#levelAfter(last);
    if (level === 'self-check' || level === 'no-sequence') return unknown(level, epoch);
    return {
      tag: 'known',
      level,
      epochId: epoch.epochId,
      baseOrdinal: base.ordinal,
      baseObservedAtMs: base.observedAtMs,
      ordinal: last.envelope.ordinal,
      sequence: last.fields.sequence,
    };
  }

  /** What a check says: that of the line's own frame, else an audit's; without either, the counter's word. */
  #levelAfter(line: BlockLine): Standing['level'] | 'self-check' | 'no-sequence' {
    const { statedRows, statedFeeSats, statedWeight, sequence } = line.fields;
    if (statedRows !== null && statedFeeSats !== null && statedWeight !== null)
      return levelOf(this.block.totals, line.fields) === 'verified' ? 'verified' : 'self-check';
    if (this.epoch.auditedOrdinals.has(line.envelope.ordinal)) return 'verified';
    return sequence === null ? 'no-sequence' : 'contiguous';
  }

  #takeUntil(atMs: number): void {
    const { blockLines } = this.epoch;
    for (
      let line = blockLines[this.#taken];
      line !== undefined && observedAtMs(line) <= atMs;
      line = blockLines[this.#taken]
    ) {
      this.#take(line);
      this.#taken += 1;
    }
  }

  #take(line: BlockLine): void {
    if (line.type === 'NextBlockSnapshotTaken') this.#takeSnapshot(line);
    else if (this.#base !== null && this.#isOfBlock(line)) {
      this.#pending.push(line);
      this.#last = line;
    }
  }

  #isOfBlock({ fields }: BlockLine): boolean {
    return fields.blockIndex === this.#blockIndex;
  }

  /** A snapshot with a part missing is no base and changes nothing. */
  #takeSnapshot(line: BlockLine): void {
    const { part, parts } = line.part ?? { part: 1, parts: 1 };
    const before = part === 1 ? [] : this.#parts;
    const follows = before.length === part - 1 && isNext(before.at(-1), line);
    this.#parts = follows ? [...before, line] : [];
    if (part !== parts || this.#parts.length !== parts) return;
    const isBase = this.#isOfBlock(line);
    this.#base = isBase
      ? { ordinal: line.envelope.ordinal - parts + 1, observedAtMs: observedAtMs(line) }
      : null;
    this.#last = isBase ? line : null;
    this.#pending = isBase ? [...this.#parts] : [];
    this.#block.clear();
  }
}

const isNext = (before: BlockLine | undefined, line: BlockLine): boolean =>
  before === undefined || before.envelope.ordinal + 1 === line.envelope.ordinal;
