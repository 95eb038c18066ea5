/** Kept free for the ledger's own lines, which are taken always. */
const LEDGER_BYTES = 256 * 1024;
/** Once full, this much must be free before it takes more: a gap closes once, not at every line. */
const FREE_AGAIN = 0.1;

/** Whether there is room within a limit. */
export class Room {
  readonly #limitBytes: number;
  #isFull = false;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** @param takenBytes on disk and on the way there */
  has(takenBytes: number, bytes: number): boolean {
    const freeBytes = this.#limitBytes - takenBytes;
    const ledgerBytes = Math.min(LEDGER_BYTES, this.#limitBytes / 8);
    const fits = bytes + ledgerBytes <= freeBytes;
    this.#isFull = !fits || (this.#isFull && freeBytes < this.#limitBytes * FREE_AGAIN);
    return !this.#isFull;
  }
}
