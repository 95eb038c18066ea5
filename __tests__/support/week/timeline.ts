import type { Random } from '../../../simulator/random.ts';

type Act = (atMs: number) => void | Promise<void>;

interface Due {
  readonly atMs: number;
  readonly act: Act;
}

/** What happens when, in virtual time: each thing at its moment, in order, and nothing in between. Unix milliseconds. */
export class Timeline {
  readonly #random: Random;
  #nowMs: number;
  #due: Array<Due> = [];

  constructor(random: Random, fromMs: number) {
    this.#random = random;
    this.#nowMs = fromMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  at(atMs: number, act: Act): void {
    const place = this.#due.findLastIndex((other) => other.atMs <= atMs) + 1;
    this.#due.splice(place, 0, { atMs, act });
  }

  after(ms: number, act: Act): void {
    this.at(this.#nowMs + ms, act);
  }

  /** Again and again, `meanMs` apart, half more or less. */
  every(meanMs: number | null, act: Act): void {
    if (meanMs === null) return;
    const again = (): void => {
      this.after(Math.round(meanMs * (0.5 + this.#random.unit())), async (atMs) => {
        again();
        await act(atMs);
      });
    };
    again();
  }

  /** Lets time pass up to a moment, which is still in it. */
  async until(untilMs: number): Promise<void> {
    for (let next = this.#due[0]; next !== undefined && next.atMs <= untilMs; next = this.#due[0]) {
      this.#due.shift();
      this.#nowMs = next.atMs;
      await next.act(next.atMs);
    }
    this.#nowMs = untilMs;
  }
}
