import { createHash } from 'node:crypto';

/** A seeded stream of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** A number in [0, 1). */
  readonly unit: () => number;
  /** An integer in [0, below). */
  readonly integer: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly normal: () => number;
  /** A log-normal number; `spread` is the standard deviation of its logarithm. */
  readonly logNormal: (median: number, spread: number) => number;
  readonly exponential: (mean: number) => number;
  /** How many of something happen when `mean` are expected. */
  readonly poisson: (mean: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** Lowercase hex of so many random bytes. */
  readonly hex: (bytes: number) => string;
}

/** @param seed any text; parts of one simulation use seeds of their own, so that one does not shift the other */
export const seededRandom = (seed: string): Random => {
  const next32 = smallFastCounter(createHash('sha256').update(seed).digest());
  const unit = () => next32() / 2 ** 32;
  const integer = (below: number) => Math.floor(unit() * below);
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  const exponential = (mean: number) => -mean * Math.log(1 - unit());
  return {
    unit,
    integer,
    chance: (probability) => unit() < probability,
    normal,
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
    exponential,
    poisson: (mean) => {
      let count = 0;
      for (let reached = exponential(1); reached < mean; reached += exponential(1)) count += 1;
      return count;
    },
    pick: (list) => list[integer(list.length)] ?? list[0],
    hex: (bytes) => {
      const buffer = Buffer.allocUnsafe(Math.ceil(bytes / 4) * 4);
      for (let at = 0; at < bytes; at += 4) buffer.writeUInt32LE(next32(), at);
      return buffer.toString('hex', 0, bytes);
    },
  };
};

/** The public-domain generator sfc32 (Chris Doty-Humphrey), 128 bits of state. */
const smallFastCounter = (digest: Buffer): (() => number) => {
  let [a, b, c, counter] = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)) as [
    number,
    number,
    number,
    number,
  ];
  return () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + result) | 0;
    return result >>> 0;
  };
};
