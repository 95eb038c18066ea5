import { regroup, type Chunk, type Cluster, type Row } from './cluster.ts';
import type { Random } from './random.ts';
import type { Transaction } from './transaction.ts';

/** All unconfirmed transactions of one simulated node. */
export interface Mempool {
  readonly count: () => number;
  /** Weight units of all transactions together. */
  readonly weight: () => number;
  /** Chunks in the order a miner wants them: highest rate first. */
  readonly chunks: () => ReadonlyArray<Chunk>;
  /** The txid of any one transaction, or '' when there is none. */
  readonly anyTxid: (random: Random) => string;
  /** How a transaction stands among the others. */
  readonly row: (txid: string) => Row | undefined;
  /** How many transactions the chain of this one holds, 0 when it is unknown. */
  readonly chainLength: (txid: string) => number;
  /** A transaction and everything that spends it, by txid. */
  readonly spendersFrom: (txid: string) => ReadonlyArray<string>;
  /** Takes a transaction in, as the last spender of the chain of `parentTxid` if there is one. */
  readonly add: (transaction: Transaction, parentTxid?: string) => void;
  /** Throws a transaction out with everything that spends it; gives what left, itself first. */
  readonly drop: (txid: string) => ReadonlyArray<Transaction>;
  /** Adds to what a miner gets for a transaction. */
  readonly accelerate: (txid: string, sats: number) => void;
  /** Takes out what a block confirmed; unknown txids are ignored. */
  readonly confirm: (txids: ReadonlyArray<string>) => void;
}

export const createMempool = (): Mempool => {
  const clusters = new Map<string, Cluster>();
  const txids = new Bag();
  let weight = 0;
  const changed = new Set<Cluster>();
  let sorted: Chunk[] = [];

  const setMembers = (cluster: Cluster, members: Cluster['members']) => {
    weight -= weightOf(cluster);
    regroup(cluster, members);
    weight += weightOf(cluster);
    changed.add(cluster);
  };
  const forget = (txid: string) => {
    clusters.delete(txid);
    txids.remove(txid);
  };

  const from = (txid: string): Cluster['members'] => {
    const members = clusters.get(txid)?.members ?? [];
    const place = members.findIndex(({ transaction }) => transaction.txid === txid);
    return place === -1 ? [] : members.slice(place);
  };

  return {
    count: () => clusters.size,
    weight: () => weight,
    chunks: () => {
      if (changed.size > 0) {
        const fresh = [...changed].flatMap((cluster) => cluster.chunks);
        sorted = merge(
          sorted,
          changed,
          fresh.sort((a, b) => b.satsPerVbyte - a.satsPerVbyte),
        );
        changed.clear();
      }
      return sorted;
    },
    anyTxid: (random) => txids.at(random.integer(clusters.size)),
    row: (txid) =>
      clusters
        .get(txid)
        ?.chunks.flatMap((chunk) => chunk.rows)
        .find((row) => row.transaction.txid === txid),
    chainLength: (txid) => clusters.get(txid)?.members.length ?? 0,
    spendersFrom: (txid) => from(txid).map(({ transaction }) => transaction.txid),
    add: (transaction, parentTxid = '') => {
      const cluster = clusters.get(parentTxid) ?? { members: [], chunks: [] };
      setMembers(cluster, [...cluster.members, { transaction, accelerationSats: 0 }]);
      clusters.set(transaction.txid, cluster);
      txids.add(transaction.txid);
    },
    drop: (txid) => {
      const cluster = clusters.get(txid);
      if (!cluster) return [];
      const gone = from(txid).map((member) => member.transaction);
      setMembers(cluster, cluster.members.slice(0, cluster.members.length - gone.length));
      for (const transaction of gone) forget(transaction.txid);
      return gone;
    },
    accelerate: (txid, sats) => {
      const cluster = clusters.get(txid);
      if (!cluster) return;
      const members = cluster.members.map((member) =>
        member.transaction.txid === txid ? { ...member, accelerationSats: sats } : member,
      );
      setMembers(cluster, members);
    },
    confirm: (confirmed) => {
      const gone = new Set(confirmed);
      const touched = new Set<Cluster>();
      for (const txid of gone) {
        const cluster = clusters.get(txid);
        if (cluster) touched.add(cluster);
        forget(txid);
      }
      for (const cluster of touched)
        setMembers(
          cluster,
          cluster.members.filter((member) => !gone.has(member.transaction.txid)),
        );
    },
  };
};

const weightOf = (cluster: Cluster): number =>
  cluster.chunks.reduce((total, chunk) => total + chunk.weight, 0);

/** Chunks of falling rate: those of clusters that did not change, and fresh ones; of equal rates the older goes first. */
const merge = (
  sorted: ReadonlyArray<Chunk>,
  changed: ReadonlySet<Cluster>,
  fresh: ReadonlyArray<Chunk>,
): Chunk[] => {
  const merged: Chunk[] = [];
  let place = 0;
  let next = fresh[place];
  for (const chunk of sorted) {
    if (changed.has(chunk.cluster)) continue;
    while (next && next.satsPerVbyte > chunk.satsPerVbyte) {
      merged.push(next);
      place += 1;
      next = fresh[place];
    }
    merged.push(chunk);
  }
  return merged.concat(fresh.slice(place));
};

/** Texts by place, so that any one can be picked in constant time. */
class Bag {
  readonly #items: string[] = [];
  readonly #places = new Map<string, number>();

  add(item: string): void {
    this.#places.set(item, this.#items.length);
    this.#items.push(item);
  }

  remove(item: string): void {
    const place = this.#places.get(item);
    if (place === undefined) return;
    this.#places.delete(item);
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#items[place] = last;
    this.#places.set(last, place);
  }

  at(place: number): string {
    return this.#items[place] ?? '';
  }
}
