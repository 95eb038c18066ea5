/**
 * The next block as it travels to the page: arranged once, on the server, so that every tab, a late joiner and a
 * replay show the same picture. Plain JSON; every time is ISO 8601 in UTC with milliseconds.
 */

/** Columns of equal length rather than objects, because 6,000 of them are sent at once. */
export interface TileColumns {
  /** 64 hexadecimal digits each, joined without a separator. */
  readonly txids: string;
  readonly feeSats: ReadonlyArray<number>;
  readonly vsizeVbytes: ReadonlyArray<number>;
  readonly valueSats: ReadonlyArray<number>;
  /** Effective rates in sat/vB. */
  readonly rates: ReadonlyArray<number>;
  /** Four numbers a tile, in cells of the grid: left, top, width, height. A left of −1: there is no room for it. */
  readonly places: ReadonlyArray<number>;
}

/** How far the picture can be trusted at its moment; `cause` is one of the ledger's while the level is `unknown`. */
export interface Standing {
  readonly level: 'verified' | 'contiguous' | 'unknown';
  readonly cause: string | null;
}

/** Why a transaction left the next block. `pushed-out`: it still waits in the mempool. */
export type Departure = 'mined' | 'replaced' | 'pushed-out' | 'unknown';

/** Totals after the message, in integers; a weight unit is a quarter vbyte. */
export interface BlockTotals {
  readonly transactions: number;
  readonly feeSats: number;
  readonly weight: number;
  /** Effective rates in sat/vB; null for an empty block. */
  readonly lowestRate: number | null;
  readonly medianRate: number | null;
}

interface Moment extends Standing {
  readonly at: string;
  readonly sequence: number | null;
  readonly totals: BlockTotals;
}

/** The whole picture. */
export interface TilesSnapshot extends Moment {
  readonly tag: 'snapshot';
  readonly grid: { readonly columns: number; readonly rows: number };
  /** Lower bounds of the colour classes in sat/vB, rising; fitted again only when a block is mined or a snapshot came. */
  readonly edges: ReadonlyArray<number>;
  readonly tiles: TileColumns;
}

/** What one message changed. Applies in the order removed, added, repriced, moved. */
export interface TilesDelta extends Moment {
  readonly tag: 'delta';
  readonly removed: ReadonlyArray<readonly [txid: string, why: Departure]>;
  readonly added: TileColumns;
  readonly repriced: { readonly txids: string; readonly rates: ReadonlyArray<number> };
  /** Tiles that stayed and have another place. */
  readonly moved: { readonly txids: string; readonly places: ReadonlyArray<number> };
  readonly feeSatsDelta: number;
}

/** The same rows, another standing: a gap opened or closed. */
interface TilesStanding extends Standing {
  readonly tag: 'standing';
  readonly at: string;
}

/** A block was mined. What follows it is a picture of the block after it. */
export interface BlockMined {
  readonly tag: 'mined';
  readonly at: string;
  readonly height: number;
  readonly hash: string;
}

/** One event `tiles` of the stream `/events`, in order. Its id is `<run>-<number>`. */
export type TilesEvent = TilesSnapshot | TilesDelta | TilesStanding | BlockMined;
