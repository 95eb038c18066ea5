import type { GapSeen } from './gap-ledger.ts';

/** What a process leaves to its successor; kept up to date while it lives, so that a crash leaves it too. */
export interface Handover {
  /** The newest socket's epoch, with its newest line that is in the lake; null before the first. */
  readonly lastEpoch: { readonly epochId: string; readonly lastOrdinal: number } | null;
  readonly openGaps: ReadonlyArray<Omit<GapSeen, 'closed'>>;
}

/** An earlier process that is no more. */
export interface Predecessor extends Handover {
  /** Ended in order, or not. */
  readonly cause: 'restart' | 'crash';
}
