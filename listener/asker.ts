/** A source that keeps sending what does not add up is asked for a snapshot this often, not more. */
const ASK_AGAIN_AFTER_MS = 5000;

/** Asks for a snapshot: at once, or when the source was left alone for long enough. */
export class Asker {
  readonly #ask: () => void;
  #askedAt = Number.NEGATIVE_INFINITY;
  #waiting: NodeJS.Timeout | undefined;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  ask(): void {
    clearTimeout(this.#waiting);
    const waitMs = this.#askedAt + ASK_AGAIN_AFTER_MS - performance.now();
    if (waitMs > 0) {
      this.#waiting = setTimeout(() => this.ask(), waitMs);
      return;
    }
    this.#askedAt = performance.now();
    this.#ask();
  }

  stop(): void {
    clearTimeout(this.#waiting);
  }
}
