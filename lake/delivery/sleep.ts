import type { Clock } from './ports.ts';

/** What ends a sleep before its time: new lines end some, a push ends all. */
export type Call = 'grown' | 'pushed';

/** The sleep of one loop, which others may end. */
export class Sleep {
  readonly #clock: Clock;
  #current: { readonly awake: AbortController; readonly wakesWhenGrown: boolean } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param ms Infinity: until called */
  async for(ms: number, wakesWhenGrown: boolean): Promise<void> {
    const awake = new AbortController();
    this.#current = { awake, wakesWhenGrown };
    await (ms === Number.POSITIVE_INFINITY
      ? aborted(awake.signal)
      : this.#clock.wait(ms, awake.signal));
    this.#current = null;
  }

  call(call: Call): void {
    if (call === 'pushed' || this.#current?.wakesWhenGrown === true) this.#current?.awake.abort();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
