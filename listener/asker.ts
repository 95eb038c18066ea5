/** A source that keeps sending what does not add up is asked for a snapshot this often, not more. */
const ASK_AGAIN_AFTER_MS = 5000;

/** Asks for a snapshot: at once, or when the source was left alone for long enough. */
export class Asker {
  readonly #ask: (checked: boolean) => void;
  #askedAt = Number.NEGATIVE_INFINITY;
  #waiting: NodeJS.Timeout | undefined;

  constructor(ask: (checked: boolean) => void) {
    this.#ask = ask;
  }

  /** `checked`: with what the source states of it beside. */
  ask(checked: boolean): void {
    clearTimeout(this.#waiting);
    const waitMs = this.#askedAt + ASK_AGAIN_AFTER_MS - performance.now();
    if (waitMs > 0) {
      this.#waiting = setTimeout(() => this.ask(checked), waitMs);
      return;
    }
    this.#askedAt = performance.now();
    this.#ask(checked);
  }

  stop(): void {
    clearTimeout(this.#waiting);
  }
}
