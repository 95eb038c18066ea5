/** A source that sends what does not add up is asked for a snapshot this often, not more. */
const ASK_AGAIN_AFTER_MS = 5000;
/** So many answers may be of no help before it is left alone for longer and longer: one has some 500 KB. */
const SOON_ASKED = 3;
const LONGEST_WAIT_MS = 5 * 60_000;

/** Asks for a snapshot: at once, or when the source was left alone for long enough. */
export class Asker {
  readonly #ask: (checked: boolean) => void;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Since nothing was wanted. */
  #asked = 0;
  #waiting: NodeJS.Timeout | undefined;

  constructor(ask: (checked: boolean) => void) {
    this.#ask = ask;
  }

  /** `checked`: with what the source states of it beside. */
  ask(checked: boolean): void {
    clearTimeout(this.#waiting);
    const patienceMs = ASK_AGAIN_AFTER_MS * 2 ** Math.max(0, this.#asked - SOON_ASKED);
    const waitMs = this.#askedAt + Math.min(patienceMs, LONGEST_WAIT_MS) - performance.now();
    if (waitMs > 0) {
      this.#waiting = setTimeout(() => this.ask(checked), waitMs);
      return;
    }
    this.#askedAt = performance.now();
    this.#asked += 1;
    this.#ask(checked);
  }

  /** What came added up, or another socket begins: the next time it is asked soon again. */
  helped(): void {
    this.#asked = 0;
  }

  stop(): void {
    clearTimeout(this.#waiting);
  }
}
