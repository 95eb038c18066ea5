import { txidsIn } from '../tiles/columns.ts';
import type { Standing, TileColumns, TilesDelta, TilesEvent } from '../tiles/wire.ts';
import { BINS, binOfRate } from './bins.ts';

/** The next block by fee rate, kept up to date message by message. */
export interface BlockByRate {
  readonly take: (event: TilesEvent) => void;
  /** Vsize in each bin, in vbytes: exact, since these are quarters. The array itself changes with each message. */
  readonly vsizeVbytes: Float64Array;
  /** Null before the first message. */
  readonly standing: () => Standing | null;
  /** The lowest rate that gets in, in sat/vB; null for an empty block. */
  readonly lowestRate: () => number | null;
}

interface Held {
  readonly bin: number;
  readonly vsizeVbytes: number;
}

/** Follows the events in order. */
export const blockByRate = (): BlockByRate => {
  const held = new Map<string, Held>();
  const vsizeVbytes = new Float64Array(BINS);
  let standing: Standing | null = null;
  let lowestRate: number | null = null;

  const put = (txid: string, bin: number, vbytes: number): void => {
    held.set(txid, { bin, vsizeVbytes: vbytes });
    vsizeVbytes[bin] = (vsizeVbytes[bin] ?? 0) + vbytes;
  };
  const drop = (txid: string): number | null => {
    const gone = held.get(txid);
    if (gone === undefined) return null;
    held.delete(txid);
    vsizeVbytes[gone.bin] = (vsizeVbytes[gone.bin] ?? 0) - gone.vsizeVbytes;
    return gone.vsizeVbytes;
  };
  const putAll = ({ txids, rates, vsizeVbytes: sizes }: TileColumns): void =>
    txidsIn(txids).forEach((txid, index) => {
      drop(txid);
      put(txid, binOfRate(rates[index] ?? 0), sizes[index] ?? 0);
    });
  const change = ({ removed, added, repriced }: TilesDelta): void => {
    for (const [txid] of removed) drop(txid);
    putAll(added);
    txidsIn(repriced.txids).forEach((txid, index) => {
      const vbytes = drop(txid);
      if (vbytes !== null) put(txid, binOfRate(repriced.rates[index] ?? 0), vbytes);
    });
  };

  return {
    take: (event) => {
      if (event.tag === 'mined') return;
      if (event.tag === 'snapshot') {
        held.clear();
        vsizeVbytes.fill(0);
        putAll(event.tiles);
      }
      if (event.tag === 'delta') change(event);
      if (event.tag !== 'standing') lowestRate = event.totals.lowestRate;
      standing = { level: event.level, cause: event.cause };
    },
    vsizeVbytes,
    standing: () => standing,
    lowestRate: () => lowestRate,
  };
};
