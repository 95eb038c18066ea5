const FIRST_WAIT_MS = 1000;
/** Also how long it has to go well until the waiting begins anew. */
const LONGEST_WAIT_MS = 60_000;

/**
 * When to open a socket again after there was no room: at once, and ever later where its frames found none either,
 * since one may be larger than all the room there is. Times are monotonic milliseconds.
 */
export class RoomWait {
  #wentOnAtMs = Number.NEGATIVE_INFINITY;
  #untilMs = 0;
  #waitMs = 0;

  /** There was no room. */
  full(nowMs: number): void {
    const wasInVain = nowMs - this.#wentOnAtMs < LONGEST_WAIT_MS;
    this.#waitMs = wasInVain
      ? Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, this.#waitMs * 2))
      : 0;
    this.#untilMs = nowMs + this.#waitMs;
  }

  isOver(nowMs: number): boolean {
    return nowMs >= this.#untilMs;
  }

  /** A socket is opened again. */
  wentOn(nowMs: number): void {
    this.#wentOnAtMs = nowMs;
  }
}
