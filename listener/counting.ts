import type { Epoch, EventOf, Line } from '@bitcoin-pipeline/model';

/** How often `FeedCounted` is written while an epoch lasts. */
export const COUNT_EVERY_MS = 60_000;

/** Writes an epoch's counts down each minute, and at its end. */
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

  /** The last lines of the epoch. `closeCode`: the socket's, where there was one. */
  end(
    closeReason: EventOf<'EpochClosed'>['closeReason'],
    closeCode: number | null,
    atMs: number,
  ): ReadonlyArray<Line> {
    return [
      ...this.#epoch.count(atMs),
      ...this.#epoch.record('EpochClosed', { closeReason, closeCode }, atMs),
    ];
  }
}
