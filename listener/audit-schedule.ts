/** The most that backing off stretches the time between two audits. */
const MOST_TIMES = 12;

/**
 * When to audit: a snapshot of some 500 KB on mainnet, asked of a public service. Each sign that the source wants
 * less doubles the time between, each audit that it bore halves it again. Times are monotonic milliseconds.
 */
export class AuditSchedule {
  readonly #everyMs: number;
  #times = 1;
  #lastAtMs: number;

  /** `everyMs` null: never. */
  constructor(everyMs: number | null, nowMs: number) {
    this.#everyMs = everyMs ?? Number.POSITIVE_INFINITY;
    this.#lastAtMs = nowMs;
  }

  get intervalMs(): number {
    return this.#everyMs * this.#times;
  }

  /** Whether an audit is due; it is then taken as asked for. */
  isDue(nowMs: number): boolean {
    if (nowMs - this.#lastAtMs < this.intervalMs) return false;
    this.#lastAtMs = nowMs;
    return true;
  }

  /** An audit was answered. */
  borne(): void {
    this.#times = Math.max(1, this.#times / 2);
  }

  /** The source wants less: it refused, or ended the connection. */
  backOff(): void {
    this.#times = Math.min(MOST_TIMES, this.#times * 2);
  }
}
