import type { GapCause } from '../events/gap-found.ts';
import type { Delta, Row as WireRow } from '../wire/mempool/2024-04/projected-block.ts';
import type { Audit } from './audit.ts';
import type { Stated } from './trust.ts';

interface Projected {
  readonly blockIndex: number;
  /** Null in layouts that had none. */
  readonly sequence: number | null;
  /** Of its lines: several where it was split. */
  readonly ordinals: { readonly first: number; readonly last: number };
}
export type SnapshotOfInterest = Projected & {
  readonly tag: 'snapshot';
  readonly rows: ReadonlyArray<WireRow>;
};
export type DeltaOfInterest = Projected & { readonly tag: 'delta'; readonly delta: Delta };

/** What a frame holds of the tracked block, in its lines' ordinals. */
export interface FrameOfInterest {
  readonly projected: SnapshotOfInterest | DeltaOfInterest | null;
  /** The sequence of `mempool-txids`, which the projected blocks share. */
  readonly movedSequence: number | null;
  /** What `mempool-blocks` says of the tracked block; null where the frame does not carry it. */
  readonly stated: Stated | null;
  /** Whether `loadingIndicators` names `mempool`; null where the frame does not carry them. */
  readonly loading: boolean | null;
  /** A fragment that may have been a delta did not decode. */
  readonly unreadable: boolean;
}

/** A gap from its first suspect line on; sequences are null where the cause is another. */
export interface OpenGap {
  readonly cause: GapCause;
  readonly suspectFromOrdinal: number;
  readonly expectedSequence: number | null;
  readonly receivedSequence: number | null;
}

/** What a frame, or its absence, meant for trust. */
export type Verdict =
  | { readonly tag: 'gap-found'; readonly gap: OpenGap }
  | { readonly tag: 'gap-closed'; readonly closingOrdinal: number }
  | { readonly tag: 'audited'; readonly audit: Audit };
