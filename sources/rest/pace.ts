import { restFault } from './fault.ts';
import type { RestFault } from './ports.ts';

/** Time, so that a test can turn it. */
export interface Clock {
  /** Monotonic. */
  readonly nowMs: () => number;
  /** Resolves after so long, or at once when aborted. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** When requests to one source may begin, whoever asks. */
export class Pace {
  readonly #spacingMs: number;
  readonly #clock: Clock;
  #nextAtMs = Number.NEGATIVE_INFINITY;
  #refusal: RestFault | null = null;
  #refusedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(spacingMs: number, clock: Clock) {
    this.#spacingMs = spacingMs;
    this.#clock = clock;
  }

  /** The source's own wish, for all that follow. */
  heed(fault: RestFault): void {
    const untilMs = this.#clock.nowMs() + fault.retryAfterMs;
    if (fault.retryAfterMs === 0 || untilMs <= this.#refusedUntilMs) return;
    this.#refusal = fault;
    this.#refusedUntilMs = untilMs;
  }

  /**
   * Resolves when a request may begin, and it must then: to null, or to why it may not.
   * @param longestMs how long the source's wish is waited for
   */
  async turn(
    path: string,
    longestMs: number,
    signal: AbortSignal | undefined,
  ): Promise<RestFault | null> {
    for (;;) {
      const nowMs = this.#clock.nowMs();
      const refusedMs = this.#refusedUntilMs - nowMs;
      if (signal?.aborted === true)
        return restFault('stopped', `${path} was not asked for, because we stop`);
      if (this.#refusal !== null && refusedMs > longestMs)
        return { ...this.#refusal, retryAfterMs: refusedMs };
      const leftMs = Math.max(this.#nextAtMs - nowMs, refusedMs);
      if (leftMs <= 0) {
        this.#nextAtMs = nowMs + this.#spacingMs;
        return null;
      }
      await this.#clock.wait(Math.ceil(leftMs), signal); // others may have come first, or a timer too early: look again
    }
  }
}
