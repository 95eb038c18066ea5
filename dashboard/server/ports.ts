import type { Either } from 'fp-ts/lib/Either.js';
import type { Departure, Standing } from '../layout/tiles/wire.ts';

/**
 * What the dashboard needs of the rest. Plain JSON throughout: these values go to the browser as
 * they are. Every time is an ISO 8601 string in UTC with milliseconds.
 */

/** Where the data comes from, and whether it is coming. */
export interface SourceState {
  /** The provider, e.g. `mempool.space`. */
  readonly name: string;
  /** Base address of the backend, or the path of a recording. */
  readonly url: string;
  readonly network: string;
  readonly origin: 'live' | 'simulated' | 'recording';
  /** A sentence that stays on the page, e.g. why the data is simulated. */
  readonly notice: string | null;
  readonly connection: 'connecting' | 'open' | 'closed';
  /** Time of receipt of the newest frame; with a recording, the recording's own time. */
  readonly lastFrameAt: string | null;
  /** Why the newest attempt to connect failed, in words; null once one succeeded. */
  readonly fault: string | null;
}

/** One bar of the fee-rate distribution: the vsize of all transactions from this rate up to the next bucket's. */
interface RateBucket {
  /** Lower bound in sat/vB, one of `rateBuckets`. */
  readonly fromRate: number;
  readonly vsizeVbytes: number;
}

/** What one delta did to the next block. */
interface NextBlockChange {
  readonly added: number;
  readonly removed: number;
  /** Transactions that stayed and whose effective rate or acceleration changed. */
  readonly changed: number;
  /** Total fees after, less total fees before. */
  readonly feeSatsDelta: number;
}

/** The next block, index 0 of the projected blocks. */
export interface NextBlockState {
  readonly level: 'verified' | 'contiguous' | 'unknown';
  /** Cause of the gap while the level is `unknown`. */
  readonly cause: string | null;
  readonly sequence: number;
  readonly observedAt: string;
  readonly transactions: number;
  /** Weight units; a block holds 4,000,000, four to one vbyte. */
  readonly weight: number;
  readonly feeSats: number;
  /** Effective rates in sat/vB; null for an empty block. */
  readonly lowestRate: number | null;
  readonly medianRate: number | null;
  readonly histogram: ReadonlyArray<RateBucket>;
  /** Null when the newest message was a whole snapshot. */
  readonly lastChange: NextBlockChange | null;
}

/** The newest quote. */
export interface ConversionsState {
  /** The provider's clock; null when it never had a price. */
  readonly quotedAt: string | null;
  readonly observedAt: string;
  /** Price of 1 BTC by ISO 4217 code; null where there is none. */
  readonly prices: Readonly<Record<string, number | null>>;
}

/** One mined block. */
export interface MinedBlock {
  readonly height: number;
  readonly hash: string;
  /** The header's time, which may lie before the parent's. */
  readonly minedAt: string;
  readonly transactions: number;
  readonly sizeBytes: number;
  readonly weight: number;
  readonly feeSats: number | null;
  /** sat/vB */
  readonly medianRate: number | null;
  readonly pool: string | null;
}

/** Since the process began. Fragments, but for `framesIn`, `linesWritten` and `gaps`. */
export interface CountsState {
  readonly linesWritten: number;
  readonly framesIn: number;
  readonly accepted: number;
  readonly ignored: number;
  readonly quarantined: number;
  /** The same by reason, e.g. `layout`. */
  readonly quarantinedBy: Readonly<Record<string, number>>;
  readonly gaps: number;
}

/** A stretch that is being missed right now. */
export interface OpenGap {
  /** One of the ledger's causes, e.g. `sequence`, or a sentence. */
  readonly cause: string;
  readonly since: string;
}

/** What loader and dbt last did. */
export interface WarehouseState {
  readonly status: 'starting' | 'building' | 'ready' | 'failed';
  /** End of the last build that succeeded. */
  readonly builtAt: string | null;
  /** Why the last build failed, in words. */
  readonly message: string | null;
  /** Rows by table, e.g. `gold.block_statistics`. */
  readonly tables: Readonly<Record<string, number>>;
}

/** A stream whose lines wait because they can't be put into the lake. */
interface HeldUp {
  readonly stream: string;
  /** A sentence. */
  readonly reason: string;
}

/** Lines on their way from the local spool to the lake. */
export interface DeliveryState {
  /** Since the process began. */
  readonly linesIn: number;
  /** Since the process began, those that earlier processes left too. */
  readonly linesDelivered: number;
  /** Objects, or records of a stream; since the process began. */
  readonly filesDelivered: number;
  /** Of lines, before they are compressed; since the process began. */
  readonly bytesDelivered: number;
  /** On disk. */
  readonly spoolBytes: number;
  readonly spoolLimitBytes: number;
  /** Age of the oldest line that is not in the lake yet; 0 where there is none. */
  readonly lagSeconds: number;
  /** Puts that failed since the process began, by code, e.g. `throttled`. */
  readonly putFailures: Readonly<Record<string, number>>;
  readonly heldUp: ReadonlyArray<HeldUp>;
  /** `full`: what is read now is given up. `blocked`: the disk takes nothing. `none`: nothing is stored at all. */
  readonly spool: 'open' | 'full' | 'blocked' | 'none';
  /** Why the disk takes nothing, in words. */
  readonly message: string | null;
}

/** Everything the running process knows at one moment. */
export interface LiveState {
  readonly source: SourceState;
  readonly openGap: OpenGap | null;
  readonly nextBlock: NextBlockState | null;
  readonly conversions: ConversionsState | null;
  /** Blocks seen since the process began, in order of arrival; a later one replaces an earlier one of its height. */
  readonly blocks: ReadonlyArray<MinedBlock>;
  readonly counts: CountsState;
  /** Null until the first lines are on their way. */
  readonly delivery: DeliveryState | null;
  readonly warehouse: WarehouseState;
}

/** One transaction of the next block. */
export interface NextBlockRow {
  readonly txid: string;
  readonly feeSats: number;
  readonly vsizeVbytes: number;
  readonly valueSats: number;
  /** Effective rate in sat/vB, with the packages it belongs to. */
  readonly rate: number;
}

/** What one message did to the rows of the next block, or what became known of them; in order of arrival. */
export type NextBlockEvent =
  | (Standing & {
      readonly tag: 'snapshot';
      readonly at: string;
      readonly sequence: number | null;
      readonly rows: ReadonlyArray<NextBlockRow>;
    })
  | (Standing & {
      readonly tag: 'delta';
      readonly at: string;
      readonly sequence: number | null;
      readonly removed: ReadonlyArray<readonly [txid: string, why: Departure]>;
      readonly added: ReadonlyArray<NextBlockRow>;
      readonly repriced: ReadonlyArray<readonly [txid: string, rate: number]>;
    })
  | (Standing & { readonly tag: 'standing'; readonly at: string })
  | {
      readonly tag: 'mined';
      readonly at: string;
      readonly height: number;
      readonly hash: string;
    };

/** The running process. */
export interface LivePort {
  readonly state: () => LiveState;
  /** Calls back for each event of the next block; first with a snapshot of what is known, if anything is. */
  readonly followNextBlock: (listener: (event: NextBlockEvent) => void) => () => void;
  /** Calls back after each change, as often as it likes; returns the way to stop it. */
  readonly subscribe: (listener: (state: LiveState) => void) => () => void;
}

/** A mined block as the warehouse tells it. */
export interface BlockRow extends MinedBlock {
  /** Seconds since the parent block; null for the first one known. */
  readonly intervalSeconds: number | null;
}

/** What was built from the lake. */
export interface HistoryPort {
  /** The newest canonical blocks, highest first, at most `limit`; left is a sentence. */
  readonly recentBlocks: (limit: number) => Promise<Either<string, ReadonlyArray<BlockRow>>>;
}
