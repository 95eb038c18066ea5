import type { Scalar } from '../codec/column-codec.ts';
import { writeAscii, writeDigits } from './ascii.ts';

const QUOTES = 2;

/** A value in JSON bytes that may be overwritten by another of the same width, so that nothing moves. */
export class Spot {
  readonly #at: number;
  readonly #width: number;
  /** Whole numbers of as many digits are from here on, and below the other. */
  readonly #least: number;
  readonly #below: number;
  #value: Scalar;

  /** @param width bytes of its JSON */
  constructor(at: number, width: number, value: Scalar) {
    this.#at = at;
    this.#width = width;
    this.#value = value;
    const isWhole = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
    this.#least = isWhole && value > 0 ? 10 ** (width - 1) : 0;
    this.#below = isWhole ? 10 ** width : 0;
  }

  /** Whether the value stands there now; where not, what does stand there is no longer a value. */
  put(bytes: Uint8Array, value: Scalar): boolean {
    if (value === this.#value) return true;
    if (typeof value === 'number') {
      if (!(value >= this.#least && value < this.#below && Number.isSafeInteger(value)))
        return false;
      writeDigits(bytes, this.#at, value, this.#width);
    } else if (typeof value === 'string') {
      if (value.length + QUOTES !== this.#width || typeof this.#value !== 'string') return false;
      if (!writeAscii(bytes, this.#at + 1, value)) return false;
    } else return false;
    this.#value = value;
    return true;
  }
}
