import { left, type Either } from 'fp-ts/lib/Either.js';
import type { BlockTotals } from '../layout/tiles/wire.ts';
import type { NextBlockRow } from './ports.ts';

/** The next block as it was at a moment, from storage, or why that is not known. */
export type NextBlockThen =
  | {
      readonly level: 'verified' | 'contiguous';
      readonly sequence: number | null;
      readonly totals: BlockTotals;
      readonly rows: ReadonlyArray<NextBlockRow>;
    }
  | {
      readonly level: 'unknown';
      /** One of the ledger's, or `no-base`, `no-sequence`, `not-known-yet`, `not-kept`, `outside`, `future`. */
      readonly cause: string | null;
    };

/** Some minutes of the next block: of one minute, its end. */
export interface NextBlockMinutes {
  /** Where the first of the minutes begins. */
  readonly at: string;
  /** How many of them the tables have. */
  readonly minutes: number;
  readonly unknownMinutes: number;
  /** Of one that is not known; null where all are. */
  readonly cause: string | null;
  /** Whether a check of the source agreed at the end of each. */
  readonly isVerified: boolean;
  /** Rates in sat/vB by weight, the outermost of the minutes and the median of their medians; null where none is known. */
  readonly lowestRate: number | null;
  readonly p10Rate: number | null;
  readonly medianRate: number | null;
  readonly p90Rate: number | null;
  /** Of the fullest. */
  readonly vsizeVbytes: number | null;
}

/** Why storage has no answer, in a sentence. `busy`: the same question may be answered in a moment. */
export interface HistoryFault {
  readonly tag: 'busy' | 'failed';
  readonly message: string;
}

/** A stretch of whole minutes, as many to a point as make at most a thousand points of it. */
export interface MinutesWanted {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMinutes: number;
}

/** The past of the next block, as far as storage has it. */
export interface NextBlockHistory {
  readonly at: (atMs: number) => Promise<Either<HistoryFault, NextBlockThen>>;
  /** In order of time; minutes that the tables do not have are left out. */
  readonly minutes: (
    wanted: MinutesWanted,
  ) => Promise<Either<HistoryFault, ReadonlyArray<NextBlockMinutes>>>;
}

const outOfReach = () =>
  Promise.resolve(
    left<HistoryFault>({ tag: 'failed', message: 'no storage is connected to this page' }),
  );

/** Where there is no storage. */
export const noHistory: NextBlockHistory = { at: outOfReach, minutes: outOfReach };
