import type { LakeIdentity, Line, StreamName } from '@bitcoin-pipeline/model';
import type * as E from 'fp-ts/lib/Either.js';
import type { Backlog } from '../../lake/delivery/ports.ts';
import type { LakeFault } from '../../lake/fault.ts';

/** Why a spool can't be used, or not for now: as with a lake. */
export type SpoolFault = LakeFault;

export interface SpoolOptions {
  /** The folder of all spools of one lake; each process has a folder of its own in it. */
  readonly dir: string;
  readonly identity: LakeIdentity;
  /** A UUIDv7, so that names tell the order. */
  readonly id: string;
  /** Bytes on disk, of this process's spool and those left by others. */
  readonly limitBytes: number;
  /**
   * JSON of what a successor must know of everything before the line that comes next. Asked inside `append`, before
   * its lines are taken, whenever a segment begins.
   */
  readonly carry: () => unknown;
  readonly told: (event: SpoolEvent) => void;
}

/** For logs and metrics. */
export type SpoolEvent =
  | {
      readonly event: 'spool-synced';
      readonly tookMs: number;
      /** From the first line it covers until the sync was begun. */
      readonly waitedMs: number;
      readonly lines: number;
      readonly bytes: number;
      /** The newest line that is durable now. */
      readonly newest: { readonly epochId: string; readonly ordinal: number };
    }
  | { readonly event: 'spool-blocked'; readonly fault: SpoolFault }
  | { readonly event: 'spool-unblocked'; readonly afterMs: number }
  | { readonly event: 'spool-compacted'; readonly freedBytes: number };

export interface SpoolState {
  /** On disk, of this spool and those left by others. */
  readonly usedBytes: number;
  readonly limitBytes: number;
  /** In memory, on its way to the disk. */
  readonly unsyncedBytes: number;
  /** Whether the disk takes nothing now. */
  readonly fault: SpoolFault | null;
}

/** The spool of this process: lines are durable first, then sent. The reading side never waits for it. */
export interface Spool extends Backlog {
  /** Takes the lines in this order, always; whether there is room is asked before, of `hasRoom`. */
  readonly append: (lines: ReadonlyArray<Line>) => void;
  /** Whether so many bytes more fit, room for the ledger's own lines kept free. */
  readonly hasRoom: (bytes: number) => boolean;
  /** Resolves when everything appended so far is durable; left: it can't be for now. */
  readonly synced: () => Promise<E.Either<SpoolFault, void>>;
  readonly state: () => SpoolState;
  /** Makes everything durable and notes that this process ended in order. */
  readonly close: () => Promise<E.Either<SpoolFault, void>>;
}

/** A line as it was found. */
export interface FoundLine {
  readonly stream: StreamName;
  readonly bytes: Uint8Array;
}

/** The spool of a process that is no more. */
export interface LeftSpool extends Backlog {
  readonly id: string;
  readonly endedInOrder: boolean;
  /** Lines not known to be in the lake. */
  readonly waitingLines: number;
  readonly waitingBytes: number;
  /** Bytes behind the last whole entry, of a write that did not end. */
  readonly droppedBytes: number;
  /** Whether all that it holds of a stream is in the lake. */
  readonly isDelivered: (stream: StreamName) => boolean;
  /** What was known before the first of `lines`. */
  readonly carried: unknown;
  /** The lines of the newest segment, delivered ones too, up to the first damage. */
  readonly lines: () => AsyncIterable<FoundLine>;
  /** Whether a successor has written down what it leaves; its lines may still wait. */
  readonly isSettled: boolean;
  /** Notes, durably (`settled` in its position file), that what it leaves is written down. */
  readonly settle: () => Promise<E.Either<SpoolFault, void>>;
  /** Forgets it: all of it is in the lake and what it leaves is written down. */
  readonly remove: () => Promise<E.Either<SpoolFault, void>>;
}

export interface Spools {
  readonly own: Spool;
  /** Of processes that are no more, in the order they began. */
  readonly left: ReadonlyArray<LeftSpool>;
}
