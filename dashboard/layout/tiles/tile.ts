/** Where a tile lies, in cells of the grid. A left of −1: there is no room for it, and it is counted instead of drawn. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What is known of one transaction of the next block. */
interface Transaction {
  readonly txid: string;
  readonly feeSats: number;
  readonly vsizeVbytes: number;
  readonly valueSats: number;
  /** Effective rate in sat/vB. */
  readonly rate: number;
}

/** One transaction and its place. Never changed: a tile that moves or is re-priced is another tile of the same txid. */
export type Tile = Transaction & Place;

export const isDrawn = ({ left }: Place): boolean => left >= 0;

export const isSamePlace = (a: Place, b: Place): boolean =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
