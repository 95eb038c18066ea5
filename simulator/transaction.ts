import type { Random } from './random.ts';

/** An unconfirmed transaction, as far as a mempool backend shows it. */
export interface Transaction {
  readonly txid: string;
  /** Base fee, without what an accelerator adds. */
  readonly feeSats: number;
  /** Weight units: four times the vsize, an integer. */
  readonly weight: number;
  readonly sizeBytes: number;
  readonly isSegwit: boolean;
  readonly inputs: number;
  readonly outputs: number;
  readonly outputSats: number;
  /** The bit set a backend derives from the transaction alone, up to 2^44. */
  readonly ownFlags: number;
  readonly firstSeenSeconds: number;
}

/** Bits that say how a transaction stands to others. */
export const FLAG = {
  cpfpParent: 2 ** 24,
  cpfpChild: 2 ** 25,
  replacement: 2 ** 26,
  accelerated: 2 ** 27,
} as const;

/** Makes transactions whose sizes are such that a full block holds about `rowsPerBlock`. */
export interface TransactionMaker {
  readonly ordinary: (firstSeenSeconds: number, wish?: Wish) => Transaction;
  /** A big consolidation at a rate that nobody is in a hurry to mine: what the last projected block is full of. */
  readonly bulky: (firstSeenSeconds: number) => Transaction;
}

/** What is already decided of a transaction. */
interface Wish {
  readonly satsPerVbyte?: number;
  readonly weight?: number;
  readonly atLeastSats?: number;
  readonly flags?: number;
}

export const transactionMaker = (random: Random, rowsPerBlock: number): TransactionMaker => {
  const scale = NATURAL_ROWS_PER_BLOCK / rowsPerBlock;
  const make = (
    seconds: number,
    isSegwit: boolean,
    weight: number,
    feeSats: number,
    flags: number,
  ) => {
    const vsize = weight / 4;
    const inputs = 1 + random.integer(Math.max(1, Math.round(vsize / 110)));
    return {
      txid: random.hex(32),
      feeSats,
      weight,
      sizeBytes: isSegwit ? Math.round(vsize * (1.3 + 0.5 * random.unit())) : Math.round(vsize),
      isSegwit,
      inputs,
      outputs: Math.max(1, Math.round((vsize - 68 * inputs) / 32)),
      outputSats: Math.min(MOST_SATS, Math.round(random.logNormal(600_000, 2.4))),
      ownFlags: random.pick(SEEN_FLAGS) + flags,
      firstSeenSeconds: seconds,
    };
  };
  return {
    ordinary: (seconds, wish = {}) => {
      const isSegwit = !random.chance(0.12);
      const weight = wish.weight ?? ordinaryWeight(random, isSegwit, scale);
      const rate = wish.satsPerVbyte ?? ordinaryRate(random);
      const fee = Math.max(
        Math.round((weight / 4) * rate),
        wish.atLeastSats ?? 0,
        leastFee(weight),
      );
      return make(seconds, isSegwit, weight, fee, wish.flags ?? 0);
    },
    bulky: (seconds) => {
      const vsize = Math.min(MOST_VSIZE, random.logNormal(9_000 * scale, 0.4));
      const weight = Math.round(vsize * 4);
      const rate = random.logNormal(0.16, 0.25);
      return make(seconds, true, weight, Math.max(leastFee(weight), Math.round(vsize * rate)), 0);
    },
  };
};

const ordinaryWeight = (random: Random, isSegwit: boolean, scale: number): number => {
  const vsize = Math.max(82, scale * naturalVsize(random));
  return isSegwit ? Math.round(vsize * 4) : 4 * Math.round(vsize);
};

/** vB: mostly the few everyday forms, else log-normal, and one in seventy from a heavy tail. */
const naturalVsize = (random: Random): number => {
  const kind = random.unit();
  if (kind < 0.55) return random.pick(EVERYDAY_VSIZES);
  if (kind < 0.986) return Math.min(400, 110 + random.logNormal(85, 0.7));
  return Math.min(12_000, 400 / (1 - random.unit()) ** 0.8);
};

/** sat/vB: log-normal, with the heaps that wallets make at round rates and a few who pay anything. */
const ordinaryRate = (random: Random): number => {
  const kind = random.unit();
  if (kind < 0.18) return random.pick(ROUND_RATES);
  if (kind < 0.183) return 40 + random.exponential(90);
  return Math.max(0.1, random.logNormal(2.4, 0.75));
};

/** Sats at the relay minimum of 0.1 sat/vB, which is also the least a replacement adds. */
export const leastFee = (weight: number): number => Math.ceil(weight / 40);

/** The mean vsize of `naturalVsize` fills a block with so many. */
const NATURAL_ROWS_PER_BLOCK = 5_000;
/** The relay limit of 400,000 weight units. */
const MOST_VSIZE = 100_000;
const MOST_SATS = 5e12;
const EVERYDAY_VSIZES = [
  110.25, 122.25, 139.25, 140.25, 140.5, 141, 143.25, 153.25, 177.25, 208.5,
] as const;
const ROUND_RATES = [0.5, 1, 1, 1, 1.01, 2, 2, 3, 3.01, 4, 5, 6, 8, 10] as const;
/** Flags of transactions seen on the main network on 2026-09-19. */
const SEEN_FLAGS = [
  1099511631881, 1099511631881, 1099511633930, 1099511633929, 1099511640073, 1099511633925,
  1099511632905, 1116691510277, 1099511632901, 1099511631882, 1099511632906, 8796093042697,
  1099511631878, 1099511648262,
] as const;
