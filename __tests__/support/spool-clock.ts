import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../lake/delivery/ports.ts';

interface Wait {
  readonly atMs: number;
  readonly end: () => void;
}

/** A clock that a test turns. */
export class TurnedClock implements Clock {
  #nowMs = 0;
  #waits: ReadonlyArray<Wait> = [];

  readonly nowMs = (): number => this.#nowMs;

  readonly wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
      this.#waits = [...this.#waits, { atMs: this.#nowMs + ms, end: resolve }];
    });

  /** Turns on, wait by wait; `rested` resolves when what a wait's end has begun is done. */
  async turn(ms: number, rested: () => Promise<void>): Promise<void> {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#waits.filter(({ atMs }) => atMs <= untilMs);
      if (due.length === 0) break;
      this.#nowMs = Math.max(this.#nowMs, Math.min(...due.map(({ atMs }) => atMs)));
      const ended = due.filter(({ atMs }) => atMs <= this.#nowMs);
      this.#waits = this.#waits.filter((wait) => !ended.includes(wait));
      for (const { end } of ended) end();
      await rested();
    }
    this.#nowMs = untilMs;
    await turn();
  }
}
