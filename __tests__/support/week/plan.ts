/** What a feed in virtual time is like, and what goes wrong in it when. Moments in Unix milliseconds. */

type Fault =
  /** A message does not reach us. */
  | 'lose-message'
  | 'lose-socket'
  | 'restart'
  /** What came last was not durable yet. */
  | 'crash'
  /** The source forgets what we track, and lives. */
  | 'silence'
  /** Every currency is quoted as -1. */
  | 'no-price'
  /** A block is told without what the backend knows of it. */
  | 'bare-block'
  | 'refused-fragment';

export type Mishap =
  | { readonly atMs: number; readonly what: Fault }
  | { readonly atMs: number; readonly what: 'reorganise'; readonly depth: number };

export interface FeedPlan {
  readonly seed: string;
  readonly fromMs: number;
  /** Transactions in the next block. */
  readonly rows: number;
  /** Of them each change removes, re-prices and adds so many in all. */
  readonly rowsChanged: number;
  /** Means: what repeats comes after half of it at the earliest and half as much again at the latest. */
  readonly changeEveryMs: number;
  readonly blockEveryMs: number;
  readonly quoteEveryMs: number;
  /** Null: never. */
  readonly auditEveryMs: number | null;
  readonly reconnectEveryMs: number | null;
  readonly pollEveryMs: number | null;
  /** Whether `mempool-txids` comes with each change. */
  readonly txids: boolean;
  /** An object holds the lines of so long at most. */
  readonly objectMs: number;
  readonly mishaps: ReadonlyArray<Mishap>;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** As large as mainnet, without a mishap. */
export const mainnetSized: FeedPlan = {
  seed: 'mainnet',
  fromMs: Date.parse('2026-11-01T00:00:00Z'),
  rows: 4000,
  rowsChanged: 60,
  changeEveryMs: 2000,
  blockEveryMs: 10 * MINUTE_MS,
  quoteEveryMs: MINUTE_MS,
  auditEveryMs: 10 * MINUTE_MS,
  reconnectEveryMs: 6 * HOUR_MS,
  pollEveryMs: 5 * MINUTE_MS,
  txids: true,
  objectMs: 5 * MINUTE_MS,
  mishaps: [],
};
