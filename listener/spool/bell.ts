import type { Clock } from '../../lake/delivery/ports.ts';

const rung = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Ends a wait before its time; one that rings while nobody waits ends the next wait at once. */
export class Bell {
  readonly #clock: Clock;
  #ringing = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ring(): void {
    this.#ringing.abort();
  }

  /** @param ms Infinity: until it rings */
  async wait(ms: number): Promise<void> {
    const { signal } = this.#ringing;
    await (ms === Number.POSITIVE_INFINITY ? rung(signal) : this.#clock.wait(ms, signal));
    if (signal.aborted) this.#ringing = new AbortController();
  }
}
