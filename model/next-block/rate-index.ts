import type { Quantiles } from './summary.ts';
import { quantilesOf } from './summary.ts';
import type { Row } from './row.ts';

/** Rates have two decimals: one bucket for each hundredth of a sat/vB. Higher ones share the last. */
const BUCKETS = 1 << 17;
const BUCKETS_A_GROUP = 1 << 8;
const GROUPS = BUCKETS / BUCKETS_A_GROUP;
const TENTHS = [1, 5, 9] as const;

const bucketOf = (rate: number): number => Math.min(Math.round(rate * 100), BUCKETS - 1);

/**
 * The rows of a block by their rate, kept up row by row: weights and counts in buckets, and in groups of buckets. What
 * is asked of it walks over groups, then over the buckets of one. Makes nothing after it is made.
 */
export class RateIndex {
  readonly #weights = new Float64Array(BUCKETS);
  readonly #counts = new Int32Array(BUCKETS);
  readonly #groupWeights = new Float64Array(GROUPS);
  readonly #groupCounts = new Int32Array(GROUPS);
  /** Rows whose rate is not that of their bucket: then the rows themselves have to be sorted. */
  #inexact = 0;
  #weight = 0;

  add(row: Row): void {
    this.#put(row, 1);
  }

  delete(row: Row): void {
    this.#put(row, -1);
  }

  clear(): void {
    this.#weights.fill(0);
    this.#counts.fill(0);
    this.#groupWeights.fill(0);
    this.#groupCounts.fill(0);
    this.#inexact = 0;
    this.#weight = 0;
  }

  /** As `quantilesOf` says of the same rows. */
  quantiles(rows: Iterable<Row>): Quantiles {
    if (this.#inexact > 0) return quantilesOf(rows);
    const lowestRate = this.#lowestRate();
    if (this.#weight === 0)
      return { lowestRate, p10Rate: lowestRate, medianRate: lowestRate, p90Rate: lowestRate };
    const [p10, p50, p90] = TENTHS;
    return {
      lowestRate,
      p10Rate: this.#rateAt(p10),
      medianRate: this.#rateAt(p50),
      p90Rate: this.#rateAt(p90),
    };
  }

  #put({ rate, weight }: Row, sign: 1 | -1): void {
    const bucket = bucketOf(rate);
    const group = Math.floor(bucket / BUCKETS_A_GROUP);
    this.#weights[bucket] = (this.#weights[bucket] ?? 0) + sign * weight;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + sign;
    this.#groupWeights[group] = (this.#groupWeights[group] ?? 0) + sign * weight;
    this.#groupCounts[group] = (this.#groupCounts[group] ?? 0) + sign;
    this.#weight += sign * weight;
    if (bucket / 100 !== rate) this.#inexact += sign;
  }

  #lowestRate(): number | null {
    let group = 0;
    while (group < GROUPS && this.#groupCounts[group] === 0) group += 1;
    if (group === GROUPS) return null;
    let bucket = group * BUCKETS_A_GROUP;
    while (this.#counts[bucket] === 0) bucket += 1;
    return bucket / 100;
  }

  /** The rate at which so many tenths of the weight are reached, of which there is some. */
  #rateAt(tenths: number): number {
    const wanted = tenths * this.#weight;
    let sofar = 0;
    let group = 0;
    for (; group < GROUPS; group += 1) {
      const next = sofar + (this.#groupWeights[group] ?? 0);
      if (10 * next >= wanted) break;
      sofar = next;
    }
    let bucket = group * BUCKETS_A_GROUP;
    for (; ; bucket += 1) {
      sofar += this.#weights[bucket] ?? 0;
      if (10 * sofar >= wanted) return bucket / 100;
    }
  }
}
