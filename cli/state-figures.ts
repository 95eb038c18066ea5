import type { StateSummary } from './state-summary.ts';

/** A gap in which the moment lies, or that spoils what follows it. */
export interface StateGap {
  readonly cause: string;
  readonly epochId: string;
  readonly suspectFromOrdinal: number;
  /** The last moment before it; null where nothing came before it. */
  readonly after: string | null;
  /** The first moment after it; null while it is open. */
  readonly before: string | null;
}

export interface StateRow {
  readonly txid: string;
  readonly feeSats: number;
  readonly weight: number;
  readonly vsizeVbytes: number;
  readonly valueSats: number;
  /** Effective sat/vB, with at most eight decimals. */
  readonly rate: number;
  readonly flags: number;
  /** By the source's clock; null where it does not say. */
  readonly firstSeenAt: string | null;
  readonly accelerated: boolean;
}

/** What a source of answers tells of a moment, in figures. */
export interface StateFigures extends StateSummary {
  readonly ordinal: number | null;
  /** Of the snapshot that the answer is built on. */
  readonly baseOrdinal: number | null;
  readonly p10Rate: number | null;
  readonly p90Rate: number | null;
  readonly gapId: string | null;
  readonly gap: StateGap | null;
  /** In mining-like order; null where the block is not known; missing where nobody asked. */
  readonly rows?: ReadonlyArray<StateRow> | null;
}

/** Times of the first and the last line there is. */
export interface Reach {
  readonly firstAt: string;
  readonly lastAt: string;
}

/** What is printed: `cause` also says `outside` (before the first line) and `future`; `why` is the sentence. */
export interface StateDocument extends StateFigures {
  readonly why: string;
}
