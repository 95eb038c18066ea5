import type { Epoch, EventOf, Line } from '@bitcoin-pipeline/model';
import { COUNT_EVERY_MS, Counting } from './counting.ts';

/**
 * The epoch of the process itself, for what there is to say while there is no socket. It begins with the first such
 * thing: what an earlier process left, or a minute without a source.
 */
export class ProcessEpoch {
  readonly #newEpoch: () => Epoch;
  readonly #endpoint: string;
  #current: { readonly epoch: Epoch; readonly counting: Counting } | null = null;
  #aloneSinceMs: number | null = null;
  #givenUp = { frames: 0, bytes: 0 };

  constructor(newEpoch: () => Epoch, endpoint: string) {
    this.#newEpoch = newEpoch;
    this.#endpoint = endpoint;
  }

  /** Writes into the epoch, which begins with this if it has not before. */
  write(atMs: number, lines: (epoch: Epoch) => ReadonlyArray<Line>): ReadonlyArray<Line> {
    if (this.#current !== null) return lines(this.#current.epoch);
    const epoch = this.#newEpoch();
    this.#current = { epoch, counting: new Counting(epoch, atMs) };
    const opened = { epochKind: 'process', endpoint: this.#endpoint } as const;
    return [...epoch.record('EpochOpened', opened, atMs), ...lines(epoch)];
  }

  /** Time passes without a socket. */
  alone(atMs: number): ReadonlyArray<Line> {
    this.#aloneSinceMs ??= atMs;
    if (this.#current !== null) return this.#current.counting.tick(atMs);
    const isLong = atMs - this.#aloneSinceMs >= COUNT_EVERY_MS;
    return isLong ? this.write(atMs, (epoch) => epoch.count(atMs)) : [];
  }

  /** A frame was read outside any socket's epoch and can't be kept. */
  giveUp(bytes: number): void {
    this.#givenUp = { frames: this.#givenUp.frames + 1, bytes: this.#givenUp.bytes + bytes };
  }

  /** Counts what was given up since this was told last. */
  tellGivenUp(atMs: number): ReadonlyArray<Line> {
    const { frames, bytes } = this.#givenUp;
    if (frames === 0) return [];
    this.#givenUp = { frames: 0, bytes: 0 };
    return this.write(atMs, (epoch) => {
      epoch.giveUp(frames, bytes);
      return epoch.count(atMs);
    });
  }

  /** There is a socket again. */
  connected(): void {
    this.#aloneSinceMs = null;
  }

  end(reason: EventOf<'EpochClosed'>['closeReason'], atMs: number): ReadonlyArray<Line> {
    const told = this.tellGivenUp(atMs);
    const current = this.#current;
    if (current === null) return told;
    this.#current = null;
    return [...told, ...current.counting.end(reason, null, atMs)];
  }
}
