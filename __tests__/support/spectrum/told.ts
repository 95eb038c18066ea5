import type { Standing, TileColumns, TilesEvent } from '../../../dashboard/layout/tiles/wire.ts';

/** Events `tiles` made by hand, and by a plain model what is true after each. Places are left out: nobody asks here. */

export interface PlainTx {
  readonly txid: string;
  /** sat/vB */
  readonly rate: number;
  readonly vsizeVbytes: number;
}

export const txidOf = (n: number): string => n.toString(16).padStart(64, '0');

const columnsOf = (txs: ReadonlyArray<PlainTx>): TileColumns => ({
  txids: txs.map(({ txid }) => txid).join(''),
  feeSats: txs.map(({ rate, vsizeVbytes }) => Math.round(rate * vsizeVbytes)),
  vsizeVbytes: txs.map(({ vsizeVbytes }) => vsizeVbytes),
  valueSats: txs.map(() => 50_000),
  rates: txs.map(({ rate }) => rate),
  places: txs.flatMap((_, index) => [index % 64, Math.floor(index / 64), 1, 1]),
});

/** What is true from `atMs` on, until the next of them. */
export interface PlainMoment {
  readonly atMs: number;
  readonly level: Standing['level'];
  readonly cause: string | null;
  readonly txs: ReadonlyArray<PlainTx>;
}

/** A session told message by message, with what is true after each. */
export interface ToldSession {
  readonly events: ReadonlyArray<TilesEvent>;
  readonly moments: ReadonlyArray<PlainMoment>;
  readonly mined: ReadonlyArray<PlainBlock>;
}

interface PlainBlock {
  readonly atMs: number;
  readonly height: number;
  /** Whether a picture had been told before. */
  readonly isSeen: boolean;
}

/** One step of a session, `afterMs` after the one before. */
export interface Step {
  readonly afterMs: number;
  readonly tag: TilesEvent['tag'];
  readonly standing: Standing;
  readonly put: ReadonlyArray<PlainTx>;
  /** Of those there are, each so-manieth goes or is re-priced; 0: none. */
  readonly every: number;
  readonly rate: number;
}

const totalsOf = (txs: ReadonlyArray<PlainTx>) => {
  const rates = txs.map(({ rate }) => rate).sort((a, b) => a - b);
  return {
    transactions: txs.length,
    feeSats: txs.reduce((sum, { rate, vsizeVbytes }) => sum + Math.round(rate * vsizeVbytes), 0),
    weight: txs.reduce((sum, { vsizeVbytes }) => sum + 4 * vsizeVbytes, 0),
    lowestRate: rates[0] ?? null,
    medianRate: rates[Math.floor(rates.length / 2)] ?? null,
  };
};

const GRID = { columns: 64, rows: 64 };
const EDGES = [0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 20, 50];

/** Tells the steps from a moment on; the first one that has rows is told as a snapshot. */
export const toldBy = (startMs: number, steps: ReadonlyArray<Step>): ToldSession => {
  const events: TilesEvent[] = [];
  const moments: PlainMoment[] = [];
  const mined: PlainBlock[] = [];
  let held = new Map<string, PlainTx>();
  let atMs = startMs;
  let sequence = 100;

  for (const { afterMs, tag, standing, put, every, rate } of steps) {
    atMs += afterMs;
    const at = new Date(atMs).toISOString();
    const isFirst = moments.length === 0;
    if (tag === 'mined') {
      const height = 900_000 + mined.length;
      mined.push({ atMs, height, isSeen: !isFirst });
      events.push({ tag: 'mined', at, height, hash: txidOf(height) });
      continue;
    }
    if (tag === 'standing' && !isFirst) {
      events.push({ tag: 'standing', at, ...standing });
      moments.push({ atMs, ...standing, txs: [...held.values()] });
      continue;
    }
    sequence += 1;
    if (tag === 'delta' && !isFirst) {
      const chosen = [...held.keys()].filter((_, index) => every > 0 && index % every === 0);
      const removed = chosen.filter((_, index) => index % 2 === 0);
      for (const txid of removed) held.delete(txid);
      const added = put.filter(({ txid }) => !held.has(txid));
      for (const tx of added) held.set(tx.txid, tx);
      const repriced = chosen.filter((txid) => held.has(txid));
      for (const txid of repriced) {
        const tx = held.get(txid);
        if (tx !== undefined) held.set(txid, { ...tx, rate });
      }
      events.push({
        tag: 'delta',
        at,
        ...standing,
        sequence,
        totals: totalsOf([...held.values()]),
        removed: removed.map((txid) => [txid, 'unknown']),
        added: columnsOf(added),
        repriced: { txids: repriced.join(''), rates: repriced.map(() => rate) },
        moved: { txids: '', places: [] },
        feeSatsDelta: 0,
      });
    } else {
      held = new Map(put.map((tx) => [tx.txid, tx]));
      const txs = [...held.values()];
      events.push({
        tag: 'snapshot',
        at,
        ...standing,
        sequence,
        totals: totalsOf(txs),
        grid: GRID,
        edges: EDGES,
        tiles: columnsOf(txs),
      });
    }
    moments.push({ atMs, ...standing, txs: [...held.values()] });
  }
  return { events, moments, mined };
};
