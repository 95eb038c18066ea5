/** A minute of a busy network is some fifty updates. */
const BUSY_PATIENCE_MS = 60_000;
/** Test networks may have nothing to say for minutes. */
const QUIET_PATIENCE_MS = 10 * 60_000;
const LONGEST_PATIENCE_MS = 60 * 60_000;
/** Patience in usual intervals. */
const USUAL_INTERVALS = 20;
/** Weight of the newest interval in what is usual. */
const NEWEST_WEIGHT = 0.1;
/** How long the source has to answer when it is asked. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Watches the messages of the projected block, not the socket: a forgotten subscription leaves a socket that lives.
 * Its patience grows with the usual interval, and with each silence that turns out to have missed nothing.
 * Times in Unix milliseconds of one epoch.
 */
export class Watchdog {
  readonly #atLeastMs: number;
  #usualMs: number | null = null;
  #alarms = 0;
  #changedAtMs: number;
  #livedAtMs: number;
  #askedAtMs: number | null = null;

  constructor(network: string, atMs: number) {
    this.#atLeastMs = network === 'mainnet' ? BUSY_PATIENCE_MS : QUIET_PATIENCE_MS;
    this.#changedAtMs = atMs;
    this.#livedAtMs = atMs;
  }

  get patienceMs(): number {
    const wanted = Math.max(this.#atLeastMs, USUAL_INTERVALS * (this.#usualMs ?? 0));
    return Math.min(wanted * 2 ** this.#alarms, LONGEST_PATIENCE_MS);
  }

  /** A message of the projected block that tells of an update. */
  changed(atMs: number): void {
    const intervalMs = atMs - this.#changedAtMs;
    this.#usualMs =
      this.#usualMs === null
        ? intervalMs
        : this.#usualMs + NEWEST_WEIGHT * (intervalMs - this.#usualMs);
    this.#alarms = 0;
    this.#settled(atMs);
  }

  /** The source was asked and showed that nothing was missed. */
  nothingMissed(atMs: number): void {
    if (this.#askedAtMs !== null) this.#alarms += 1;
    this.#settled(atMs);
  }

  /** Any frame. */
  lives(atMs: number): void {
    this.#livedAtMs = atMs;
  }

  /** `ask`: once, when patience is at its end. `silent`: asked in vain though the source lives. */
  due(atMs: number): 'nothing' | 'ask' | 'silent' {
    const isQuiet =
      atMs - this.#changedAtMs >= this.patienceMs && this.#livedAtMs > this.#changedAtMs;
    if (!isQuiet) return 'nothing';
    if (this.#askedAtMs === null) {
      this.#askedAtMs = atMs;
      return 'ask';
    }
    return atMs - this.#askedAtMs >= ANSWER_WITHIN_MS ? 'silent' : 'nothing';
  }

  #settled(atMs: number): void {
    this.#changedAtMs = atMs;
    this.#askedAtMs = null;
  }
}
