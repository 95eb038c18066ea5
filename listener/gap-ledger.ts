import type { Epoch, GapCause, Line, OpenGap, StreamName } from '@bitcoin-pipeline/model';

const EVERYTHING: ReadonlyArray<StreamName> = ['mempool-block', 'conversions', 'block-metadata'];

/** With the connection, or without the process, all that came over it is missed; the others concern the next block alone. */
const missedBy: Readonly<Record<GapCause, ReadonlyArray<StreamName>>> = {
  socket: EVERYTHING,
  clock: EVERYTHING,
  crash: EVERYTHING,
  restart: EVERYTHING,
  'spool-full': EVERYTHING,
  sequence: ['mempool-block'],
  silence: ['mempool-block'],
  loading: ['mempool-block'],
  'self-check': ['mempool-block'],
  audit: ['mempool-block'],
};

/** Of the gaps that closed: a feed may have thousands, and all are written down. */
const KEPT = 100;

/** A gap by the id under which it will be closed. */
export interface GapSeen extends OpenGap {
  readonly gapId: string;
  readonly closed: boolean;
}

/** Writes gaps down as they open and close, in whatever epoch. */
export class GapLedger {
  #gaps: Array<GapSeen> = [];
  #seen = 0;

  /** How many there were. */
  get seen(): number {
    return this.#seen;
  }

  /** Those that are open, and the newest of the others. */
  get gaps(): ReadonlyArray<GapSeen> {
    return this.#gaps;
  }

  get open(): ReadonlyArray<GapSeen> {
    return this.#gaps.filter(({ closed }) => !closed);
  }

  /** A gap that an earlier process wrote down and nobody closed. */
  inherit(gap: Omit<GapSeen, 'closed'>): void {
    if (this.#gaps.some(({ gapId }) => gapId === gap.gapId)) return; // two processes may have left it
    this.#add(gap);
  }

  /** `foundOrdinal`: the line that showed it; null: this one does. */
  found(
    epoch: Epoch,
    gap: OpenGap & { readonly gapEpochId: string; readonly foundOrdinal: number | null },
    atMs: number,
  ): ReadonlyArray<Line> {
    const ordinal = epoch.lastOrdinal + 1;
    const gapId = `${epoch.id}-${ordinal}`;
    const { cause, suspectFromOrdinal, expectedSequence, receivedSequence } = gap;
    const seen = { cause, suspectFromOrdinal, expectedSequence, receivedSequence };
    this.#add({ ...seen, gapId });
    const fields = { ...gap, gapId, foundOrdinal: gap.foundOrdinal ?? ordinal };
    return epoch.record('GapFound', fields, atMs, { streams: missedBy[gap.cause] });
  }

  /** Closes every open gap with a snapshot. */
  closed(epoch: Epoch, closingOrdinal: number, atMs: number): ReadonlyArray<Line> {
    const lines = this.open.flatMap(({ gapId }) =>
      epoch.record('GapClosed', { gapId, closingEpochId: epoch.id, closingOrdinal }, atMs),
    );
    this.#gaps = this.#gaps.slice(-KEPT).map((gap) => ({ ...gap, closed: true }));
    return lines;
  }

  #add(gap: Omit<GapSeen, 'closed'>): void {
    this.#gaps.push({ ...gap, closed: false });
    this.#seen += 1;
  }
}
