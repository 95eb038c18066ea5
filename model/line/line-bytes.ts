/** Where the bytes of lines come from. */
export interface LineBytes {
  /** Lets `write` fill in at most so many bytes from a place on, and gives what it filled: it says where it ended. */
  readonly take: (most: number, write: (bytes: Uint8Array, start: number) => number) => Uint8Array;
}

type Write = Parameters<LineBytes['take']>[1];

const ownBytes = (most: number, write: Write): Uint8Array => {
  const own = new Uint8Array(most);
  return own.subarray(0, write(own, 0));
};

/** Lines of some KB each are cut from it one behind the other. Larger, and each would be mapped anew by the system. */
const SLAB_BYTES = 64 * 1024;
/** A longer line gets bytes of its own, which live no longer than it. */
const MOST_SHARED_BYTES = SLAB_BYTES / 4;

/** Bytes made for many lines at a time. Those of a line stay as they are. */
export class Slab implements LineBytes {
  #bytes = new Uint8Array(0);
  #at = 0;

  readonly take = (most: number, write: Write): Uint8Array => {
    if (most > MOST_SHARED_BYTES) return ownBytes(most, write);
    if (this.#at + most > this.#bytes.length) {
      this.#bytes = new Uint8Array(SLAB_BYTES);
      this.#at = 0;
    }
    const start = this.#at;
    this.#at = write(this.#bytes, start);
    return this.#bytes.subarray(start, this.#at);
  };
}

/** As much as a Firehose record takes. */
const REUSED_BYTES = 1000 * 1024;

/** Bytes made once, for lines that are copied on at once: they stay as they are until `begin` is called again. */
export class ReusedBytes implements LineBytes {
  readonly #bytes = new Uint8Array(REUSED_BYTES);
  #at = 0;

  begin(): void {
    this.#at = 0;
  }

  readonly take = (most: number, write: Write): Uint8Array => {
    if (this.#at + most > REUSED_BYTES) return ownBytes(most, write);
    const start = this.#at;
    this.#at = write(this.#bytes, start);
    return this.#bytes.subarray(start, this.#at);
  };
}
