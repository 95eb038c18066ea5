import type { BlockTotals } from '../tiles/wire.ts';
import type { Tile } from '../tiles/tile.ts';
import { fill, rate, whole } from '../words.ts';
import type { ClassShare, Undrawn } from './shares.ts';

/** `496e6798…8cc9ff` */
export const shortTxid = (txid: string): string => `${txid.slice(0, 8)}…${txid.slice(-6)}`;

/** An amount with every satoshi of it: 1164000 → `0.01164000` */
export const amountBtc = (sats: number): string => (sats / 1e8).toFixed(8);

/** Its place by rate, 1 for the highest; those with the same rate share it. */
export const rankOf = ({ rate: own }: Tile, tiles: Iterable<Tile>): number => {
  let higher = 0;
  for (const tile of tiles) if (tile.rate > own) higher += 1;
  return higher + 1;
};

/** A tile as a screen reader names it. */
export const tileInWords = (tile: Tile, rank: number, count: number): string =>
  `Transaction ${tile.txid.slice(0, 8)}, ${rate(tile.rate)} satoshis per vbyte, fee ${whole(tile.feeSats)} satoshis, ` +
  `size ${whole(tile.vsizeVbytes)} vbytes, number ${whole(rank)} of ${whole(count)} by rate`;

/** The whole block in one sentence. */
export const blockInWords = ({
  transactions,
  weight,
  lowestRate,
  medianRate,
}: BlockTotals): string =>
  transactions === 0
    ? 'The next block is empty so far.'
    : `The next block has ${whole(transactions)} transactions and is ${fill(weight)} full; ` +
      `lowest rate ${rate(lowestRate)}, median ${rate(medianRate)} sat/vB.`;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** What the picture leaves out, or null where it leaves out nothing. */
export const undrawnInWords = ({ transactions, share }: Undrawn): string | null => {
  if (transactions === 0) return null;
  const many = transactions === 1 ? '1 transaction' : `${whole(transactions)} transactions`;
  const size = share < 0.0005 ? 'less than 0.1 %' : percent(share);
  return `${many}, ${size} of the size, ${transactions === 1 ? 'has' : 'have'} no room in the picture`;
};

/** `2 to 3 sat/vB`, `500 sat/vB and more` */
export const classInWords = ({ fromRate, toRate }: ClassShare): string =>
  toRate === null ? `${fromRate} sat/vB and more` : `${fromRate} to ${toRate} sat/vB`;

export const shareInWords = ({ share }: ClassShare): string => percent(share);
