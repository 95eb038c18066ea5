/** Of the time since it was asked last. */
export interface GapFigures {
  /** Since when there is nothing to rely on; 0 where there is. */
  readonly gapOpenSeconds: number;
  /** Share of the time in which a socket was open that had brought a snapshot, and no gap. */
  readonly coveragePercent: number;
}

/** Adds up the time in which nothing could be relied on: a gap was open, or no socket, or no snapshot had come. */
export class GapTime {
  readonly #nowMs: () => number;
  #uncoveredSinceMs: number | null;
  #askedAtMs: number;
  /** Of the stretch since it was asked last, what is over. */
  #uncoveredMs = 0;

  /** Of a clock that is never set. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#askedAtMs = nowMs();
    this.#uncoveredSinceMs = this.#askedAtMs; // no socket yet
  }

  seen(isCovered: boolean): void {
    const nowMs = this.#nowMs();
    if (!isCovered) {
      this.#uncoveredSinceMs ??= nowMs;
      return;
    }
    this.#uncoveredMs += this.#openMs(nowMs);
    this.#uncoveredSinceMs = null;
  }

  since(): GapFigures {
    const nowMs = this.#nowMs();
    const stretchMs = nowMs - this.#askedAtMs;
    const uncoveredMs = this.#uncoveredMs + this.#openMs(nowMs);
    const openMs = this.#uncoveredSinceMs === null ? 0 : nowMs - this.#uncoveredSinceMs;
    this.#askedAtMs = nowMs;
    this.#uncoveredMs = 0;
    return {
      gapOpenSeconds: openMs / 1000,
      coveragePercent: stretchMs <= 0 ? 100 : 100 * (1 - uncoveredMs / stretchMs),
    };
  }

  /** Of what lies open, the part after it was asked last. */
  #openMs(nowMs: number): number {
    return this.#uncoveredSinceMs === null
      ? 0
      : nowMs - Math.max(this.#uncoveredSinceMs, this.#askedAtMs);
  }
}
