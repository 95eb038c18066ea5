import type { LakeIdentity, Line, StreamName } from '@bitcoin-pipeline/model';
import type * as E from 'fp-ts/lib/Either.js';
import type { DeliveryEvent, End, StreamDelivery } from '../../lake/delivery/ports.ts';
import type { Predecessor } from '../handover.ts';
import type { Spool, SpoolEvent, SpoolFault } from '../spool/ports.ts';

export interface OutboxOptions {
  /** UUIDv7 of this process. */
  readonly id: string;
  readonly identity: LakeIdentity;
  readonly spoolDir: string;
  readonly spoolLimitBytes: number;
  readonly end: End;
  readonly told: (event: OutboxEvent) => void;
}

/** For logs and metrics. `left`: of a process that is no more. */
export type OutboxEvent =
  | SpoolEvent
  | DeliveryEvent
  | {
      readonly event: 'left-found';
      readonly id: string;
      readonly lines: number;
      readonly bytes: number;
      readonly droppedBytes: number;
      readonly endedInOrder: boolean;
    }
  | { readonly event: 'left-delivered'; readonly id: string; readonly lines: number }
  | { readonly event: 'left-not-forgotten'; readonly id: string; readonly fault: SpoolFault };

/** What waits still when the process ends. */
export interface Remains {
  readonly lines: number;
  readonly bytes: number;
}

/** What holds a stream up, and since when something of it waits. */
type HeldUp = Pick<StreamDelivery, 'fault' | 'oldestWaiting'>;

/** The way of lines into the lake: the spool of this process, those that others left, and what empties them. */
export interface Outbox {
  /** Processes that are no more and left what nobody has written down. */
  readonly predecessors: ReadonlyArray<Predecessor>;
  readonly spool: Pick<Spool, 'hasRoom' | 'synced' | 'state'>;
  /** How each stream is doing: lines of our own, and those that were left. */
  readonly streams: () => Readonly<Record<StreamName, HeldUp>>;
  /** Since the process began. */
  readonly linesStored: () => number;
  readonly store: (lines: ReadonlyArray<Line>) => void;
  /** What the predecessors left is among the lines stored so far: notes that once these are durable. */
  readonly settle: () => Promise<E.Either<SpoolFault, void>>;
  /** Sends all, or what it can until the signal; the rest waits for the next start. */
  readonly close: (signal: AbortSignal) => Promise<E.Either<SpoolFault, Remains>>;
}
