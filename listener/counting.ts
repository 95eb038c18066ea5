import type { Epoch, Line } from '@bitcoin-pipeline/model';

/** How often `FeedCounted` is written while an epoch lasts. */
export const COUNT_EVERY_MS = 60_000;

/** Writes an epoch's counts down each minute. */
export class Counting {
  readonly #epoch: Epoch;
  #countedAtMs: number;

  constructor(epoch: Epoch, atMs: number) {
    this.#epoch = epoch;
    this.#countedAtMs = atMs;
  }

  tick(atMs: number): ReadonlyArray<Line> {
    if (atMs - this.#countedAtMs < COUNT_EVERY_MS) return [];
    this.#countedAtMs = atMs;
    return this.#epoch.count(atMs);
  }
}
