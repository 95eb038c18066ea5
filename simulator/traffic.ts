import { createMempool, type Mempool } from './mempool.ts';
import type { Random } from './random.ts';
import {
  FLAG,
  leastFee,
  transactionMaker,
  type Transaction,
  type TransactionMaker,
} from './transaction.ts';

/** What one stretch of time changed in the mempool. */
export interface MempoolChange {
  readonly added: ReadonlyArray<Transaction>;
  /** Txids that left without being mined, the replaced ones too. */
  readonly removed: ReadonlyArray<string>;
  readonly replaced: ReadonlyArray<Replacement>;
}

export interface Replacement {
  readonly old: Transaction;
  readonly by: Transaction;
}

/** People who send transactions to a mempool. */
export interface Traffic {
  readonly mempool: Mempool;
  /** Lets time pass: arrivals (at least one), replacements, accelerations, evictions. */
  readonly advance: (seconds: number, nowSeconds: number) => MempoolChange;
  /** A transaction that went to a miner directly: no node has seen it. */
  readonly unseen: (nowSeconds: number) => Transaction;
}

/** Begins with about four blocks of ordinary transactions waiting, and five of bulky ones below them. */
export const startTraffic = (random: Random, rowsPerBlock: number, nowSeconds: number): Traffic => {
  const mempool = createMempool();
  const make = transactionMaker(random, rowsPerBlock);
  const ordinary = rowsPerBlock * 4;
  const bulky = Math.max(60, Math.round(rowsPerBlock * 0.12));

  const past = () => nowSeconds - Math.floor(random.exponential(1_800));
  for (let made = 0; made < bulky; made += 1) mempool.add(make.bulky(past()));
  for (let made = 0; made < ordinary; made += 1)
    if (random.chance(CHILD_SHARE)) spendUnconfirmed(random, mempool, make, past());
    else mempool.add(make.ordinary(past()));
  for (let made = 0; made < 8; made += 1) accelerateOne(random, mempool);

  const wantedCount = mempool.count();
  const wantedWeight = mempool.weight();

  return {
    mempool,
    advance: (seconds, now) => {
      const change = new Change();
      // fewer come when many wait, so that the queue keeps its length
      const pressure = Math.max(0.2, 1 + 2 * (1 - mempool.count() / wantedCount));
      const arrivals = Math.max(1, random.poisson((rowsPerBlock / 600) * seconds * pressure));
      for (let made = 0; made < arrivals; made += 1) {
        const kind = random.unit();
        if (kind < REPLACEMENT_SHARE) replaceOne(random, mempool, make, now, change);
        else if (kind < REPLACEMENT_SHARE + CHILD_SHARE)
          change.came(spendUnconfirmed(random, mempool, make, now));
        else {
          const isBulky = mempool.weight() < wantedWeight && random.chance(0.03);
          const transaction = isBulky ? make.bulky(now) : make.ordinary(now);
          mempool.add(transaction);
          change.came(transaction);
        }
      }
      if (random.chance(0.05)) accelerateOne(random, mempool);
      if (random.chance(0.1)) change.left(mempool.drop(mempool.anyTxid(random)));
      if (random.chance(0.1)) change.left(mempool.drop(lowest(mempool)));
      return change.result();
    },
    unseen: (now) => make.ordinary(now, { satsPerVbyte: random.logNormal(8, 0.8) }),
  };
};

const spendUnconfirmed = (
  random: Random,
  mempool: Mempool,
  make: TransactionMaker,
  nowSeconds: number,
): Transaction => {
  const parent = mempool.anyTxid(random);
  const isBump = random.chance(0.6);
  const transaction = make.ordinary(
    nowSeconds,
    isBump ? { satsPerVbyte: random.logNormal(6, 0.6) } : {},
  );
  mempool.add(transaction, mempool.chainLength(parent) < LONGEST_CHAIN ? parent : '');
  return transaction;
};

const replaceOne = (
  random: Random,
  mempool: Mempool,
  make: TransactionMaker,
  nowSeconds: number,
  change: Change,
): void => {
  const gone = mempool.drop(mempool.anyTxid(random));
  const [old] = gone;
  if (!old) return;
  const by = make.ordinary(nowSeconds, {
    weight: old.weight,
    satsPerVbyte: (old.feeSats / (old.weight / 4)) * (1.1 + random.exponential(0.4)),
    atLeastSats: old.feeSats + leastFee(old.weight),
    flags: FLAG.replacement,
  });
  mempool.add(by);
  change.left(gone);
  change.came(by);
  change.replaced({ old, by });
};

const accelerateOne = (random: Random, mempool: Mempool): void => {
  const txid = mempool.anyTxid(random);
  mempool.accelerate(txid, 1_000 + random.integer(4_000));
};

const lowest = (mempool: Mempool): string =>
  mempool.chunks().at(-1)?.rows[0]?.transaction.txid ?? '';

/** The net change between two looks: what came and went in between was never seen. */
class Change {
  readonly #added = new Map<string, Transaction>();
  readonly #removed: string[] = [];
  readonly #replaced: Replacement[] = [];

  came(transaction: Transaction): void {
    this.#added.set(transaction.txid, transaction);
  }

  left(gone: ReadonlyArray<Transaction>): void {
    for (const { txid } of gone) if (!this.#added.delete(txid)) this.#removed.push(txid);
  }

  replaced(replacement: Replacement): void {
    this.#replaced.push(replacement);
  }

  result(): MempoolChange {
    const left = new Set(this.#removed);
    return {
      added: [...this.#added.values()],
      removed: this.#removed,
      replaced: this.#replaced.filter(
        ({ old, by }) => left.has(old.txid) && this.#added.has(by.txid),
      ),
    };
  }
}

const CHILD_SHARE = 0.06;
const REPLACEMENT_SHARE = 0.03;
const LONGEST_CHAIN = 5;
