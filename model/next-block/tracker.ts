import type { Delta, Row as WireRow } from '../wire/mempool/2024-04/projected-block.ts';
import { NextBlock } from './state.ts';
import { NOTHING_STATED, levelOf, type GapCause, type Level, type Stated } from './trust.ts';

/** What a frame holds of the tracked block, in its lines' ordinals. */
export interface FrameOfInterest {
  readonly projected:
    | {
        readonly tag: 'snapshot';
        readonly blockIndex: number;
        readonly sequence: number;
        readonly rows: ReadonlyArray<WireRow>;
        readonly ordinals: Ordinals;
      }
    | {
        readonly tag: 'delta';
        readonly blockIndex: number;
        readonly sequence: number;
        readonly delta: Delta;
        readonly ordinals: Ordinals;
      }
    | null;
  /** The sequence of `mempool-txids`, which the projected blocks share. */
  readonly movedSequence: number | null;
  /** What `mempool-blocks` says of the tracked block; null where the frame does not carry it. */
  readonly stated: Stated | null;
  /** Whether `loadingIndicators` names `mempool`; null where the frame does not carry them. */
  readonly loading: boolean | null;
  /** A fragment that may have been a delta did not decode. */
  readonly unreadable: boolean;
}

interface Ordinals {
  readonly first: number;
  readonly last: number;
}

export interface OpenGap {
  readonly cause: GapCause;
  readonly suspectFromOrdinal: number;
  readonly expectedSequence: number | null;
  readonly receivedSequence: number | null;
}

/** What a frame meant for trust. */
export type Verdict =
  | { readonly tag: 'gap-found'; readonly gap: OpenGap }
  | { readonly tag: 'gap-closed'; readonly closingOrdinal: number };

/**
 * Follows one projected block through one epoch and says when it can't be relied on. Pure but for the state it
 * owns: no clock, no ids. Deltas after a gap are not applied until the next complete snapshot.
 */
export class Tracker {
  readonly block = new NextBlock();
  #blockIndex: number | null = null;
  #baseOrdinal: number | null = null;
  #sequence: number | null = null;
  #lastGoodOrdinal = 0;
  #lastVerifiedOrdinal = 0;
  #level: Level = 'unknown';
  #loading = false;
  #doubt = false;
  /** A gap of this epoch is open. */
  #open = false;
  /** A gap of an earlier epoch waits for a snapshot; it says nothing of this epoch, which may get gaps of its own. */
  #inherited: boolean;

  constructor(gapIsOpen: boolean) {
    this.#inherited = gapIsOpen;
  }

  get blockIndex(): number | null {
    return this.#blockIndex;
  }

  /** The ordinal of the last complete snapshot of this epoch; null before the first. */
  get baseOrdinal(): number | null {
    return this.#baseOrdinal;
  }

  get sequence(): number | null {
    return this.#sequence;
  }

  get level(): Level {
    return this.gapIsOpen || this.#doubt || this.#baseOrdinal === null ? 'unknown' : this.#level;
  }

  frame(frame: FrameOfInterest): ReadonlyArray<Verdict> {
    const verdicts: Array<Verdict> = [];
    const found = (
      cause: GapCause,
      from: number,
      expected: number | null,
      received: number | null,
    ): void => {
      if (this.#open) return;
      this.#open = true;
      verdicts.push({
        tag: 'gap-found',
        gap: {
          cause,
          suspectFromOrdinal: from,
          expectedSequence: expected,
          receivedSequence: received,
        },
      });
    };
    const { projected } = frame;

    if (frame.loading === true) found('loading', this.#lastGoodOrdinal + 1, null, null);
    if (frame.loading !== null) this.#loading = frame.loading;
    if (frame.unreadable && this.#baseOrdinal !== null) this.#doubt = true;

    // Where the delta itself could not be read, the tick's sequence must not count as having followed.
    const received = projected?.sequence ?? (frame.unreadable ? null : frame.movedSequence);
    if (received !== null) {
      const jump = this.#jump(received, projected?.tag ?? 'tick');
      if (jump !== null) found('sequence', this.#lastGoodOrdinal + 1, jump, received);
      this.#sequence = received;
      this.#doubt = false;
    }

    if (projected?.tag === 'snapshot') {
      this.#rebase(projected.blockIndex, projected.rows, projected.ordinals.first);
      const agrees =
        frame.stated === null || levelOf(this.block.totals, frame.stated) === 'verified';
      if (this.gapIsOpen && !this.#loading && agrees) {
        this.#open = false;
        this.#inherited = false;
        verdicts.push({ tag: 'gap-closed', closingOrdinal: projected.ordinals.first });
      }
    }
    if (projected?.tag === 'delta' && !this.#open && this.#follows(projected.blockIndex))
      this.block.apply(projected.delta);
    this.#check(frame, (from) => found('self-check', from, null, null));
    return verdicts;
  }

  /** The connection ends. `cause` null: in order, so that only what is still in doubt is a gap. */
  end(cause: 'socket' | null): OpenGap | null {
    if (this.#open || this.#baseOrdinal === null) return null;
    if (cause === null && !this.#doubt) return null;
    this.#open = true;
    return {
      cause: this.#doubt ? 'sequence' : 'socket',
      suspectFromOrdinal: this.#lastGoodOrdinal + 1,
      expectedSequence: this.#doubt && this.#sequence !== null ? this.#sequence + 1 : null,
      receivedSequence: null,
    };
  }

  get gapIsOpen(): boolean {
    return this.#open || this.#inherited;
  }

  get isLoading(): boolean {
    return this.#loading;
  }

  #follows(blockIndex: number): boolean {
    return this.#baseOrdinal !== null && blockIndex === this.#blockIndex;
  }

  /** The sequence that should have come, where another came; null where it fits. */
  #jump(received: number, kind: 'snapshot' | 'delta' | 'tick'): number | null {
    const last = this.#sequence;
    if (last === null || this.#baseOrdinal === null || received === last + 1) return null;
    // The answer to a subscription carries the current sequence, not the next.
    if (kind === 'snapshot' && received === last) return null;
    return last + 1;
  }

  #rebase(blockIndex: number, rows: ReadonlyArray<WireRow>, ordinal: number): void {
    this.block.clear();
    this.block.add(rows);
    this.#blockIndex = blockIndex;
    this.#baseOrdinal = ordinal;
    this.#doubt = false;
    this.#lastVerifiedOrdinal = ordinal - 1;
  }

  #check({ projected, stated }: FrameOfInterest, disagrees: (suspectFrom: number) => void): void {
    if (this.#open || this.#baseOrdinal === null || (projected === null && stated === null)) return;
    if (projected !== null && !this.#follows(projected.blockIndex)) return;
    const level = levelOf(this.block.totals, stated ?? NOTHING_STATED);
    const ordinal = projected?.ordinals.last ?? this.#lastGoodOrdinal;
    if (level === 'unknown') {
      disagrees(this.#lastVerifiedOrdinal + 1);
      return;
    }
    if (projected !== null) this.#level = level; // as the line will tell; a check without a line only disproves
    this.#lastGoodOrdinal = ordinal;
    if (level === 'verified') this.#lastVerifiedOrdinal = ordinal;
  }
}
