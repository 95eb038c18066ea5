/** Lines of some KB each are cut from it one behind the other. Larger, and each would be mapped anew by the system. */
const SLAB_BYTES = 64 * 1024;
/** A longer line gets bytes of its own, which live no longer than it. */
const MOST_SHARED_BYTES = SLAB_BYTES / 4;

/** Bytes for lines, made for many at a time. Those of a line stay as they are once it is taken. */
export class Slab {
  #bytes = new Uint8Array(0);
  #at = 0;

  /** Lets `write` fill in at most so many bytes from a place on, and gives what it filled: it says where it ended. */
  take(most: number, write: (bytes: Uint8Array, start: number) => number): Uint8Array {
    if (most > MOST_SHARED_BYTES) {
      const own = new Uint8Array(most);
      return own.subarray(0, write(own, 0));
    }
    if (this.#at + most > this.#bytes.length) {
      this.#bytes = new Uint8Array(SLAB_BYTES);
      this.#at = 0;
    }
    const start = this.#at;
    this.#at = write(this.#bytes, start);
    return this.#bytes.subarray(start, this.#at);
  }
}
