/** Where the bytes of lines come from. */
export interface LineBytes {
  /** So many bytes, to be filled by whoever asks. */
  readonly take: (length: number) => Uint8Array;
}

/** Lines of some KB each are cut from it one behind the other. Larger, and each would be mapped anew by the system. */
const SLAB_BYTES = 64 * 1024;
/** A longer line gets bytes of its own, which live no longer than it. */
const MOST_SHARED_BYTES = SLAB_BYTES / 4;

/** Bytes made for many lines at a time. Those of a line stay as they are. */
export class Slab implements LineBytes {
  #bytes = new Uint8Array(0);
  #at = 0;

  readonly take = (length: number): Uint8Array => {
    if (length > MOST_SHARED_BYTES) return new Uint8Array(length);
    if (this.#at + length > this.#bytes.length) {
      this.#bytes = new Uint8Array(SLAB_BYTES);
      this.#at = 0;
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
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

  readonly take = (length: number): Uint8Array => {
    if (this.#at + length > REUSED_BYTES) return new Uint8Array(length);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  };
}
