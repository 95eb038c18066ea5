import { TXID_DIGITS } from './columns.ts';
import type { Tile } from './tile.ts';

/** Fee, size, value and rate. */
const FIGURES = 4;
/** Left, top, width and height. */
const SIDES = 4;
const FIRST_CAPACITY = 8192;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Tiles by number, 104 bytes each and outside of the heap that is searched for garbage. */
export class TileTable {
  #length = 0;
  #capacity = FIRST_CAPACITY;
  #txids = new Uint8Array(FIRST_CAPACITY * TXID_DIGITS);
  #figures = new Float64Array(FIRST_CAPACITY * FIGURES);
  #places = new Int16Array(FIRST_CAPACITY * SIDES);

  get length(): number {
    return this.#length;
  }

  /** Gives the tile's number. */
  push(tile: Tile): number {
    if (this.#length === this.#capacity) this.#grow();
    const number = this.#length;
    this.#length += 1;
    encoder.encodeInto(tile.txid, this.#txids.subarray(number * TXID_DIGITS));
    const figures = number * FIGURES;
    this.#figures[figures] = tile.feeSats;
    this.#figures[figures + 1] = tile.vsizeVbytes;
    this.#figures[figures + 2] = tile.valueSats;
    this.#figures[figures + 3] = tile.rate;
    const sides = number * SIDES;
    this.#places[sides] = tile.left;
    this.#places[sides + 1] = tile.top;
    this.#places[sides + 2] = tile.width;
    this.#places[sides + 3] = tile.height;
    return number;
  }

  at(number: number): Tile {
    const start = number * TXID_DIGITS;
    return this.#tile(number, decoder.decode(this.#txids.subarray(start, start + TXID_DIGITS)));
  }

  /** Many at once: their txids are read as one text, which takes a tenth of the time. */
  all(numbers: Int32Array): ReadonlyArray<Tile> {
    const bytes = new Uint8Array(numbers.length * TXID_DIGITS);
    numbers.forEach((number, index) => {
      const start = number * TXID_DIGITS;
      bytes.set(this.#txids.subarray(start, start + TXID_DIGITS), index * TXID_DIGITS);
    });
    const txids = decoder.decode(bytes);
    return Array.from(numbers, (number, index) =>
      this.#tile(number, txids.slice(index * TXID_DIGITS, (index + 1) * TXID_DIGITS)),
    );
  }

  /** Forgets all tiles but those; gives the new number of each old one. */
  keep(isKept: (number: number) => boolean): Int32Array {
    const numbers = new Int32Array(this.#length).fill(-1);
    let kept = 0;
    for (let number = 0; number < this.#length; number += 1) {
      if (!isKept(number)) continue;
      numbers[number] = kept;
      this.#copy(number, kept);
      kept += 1;
    }
    this.#length = kept;
    return numbers;
  }

  #tile(number: number, txid: string): Tile {
    const figures = number * FIGURES;
    const sides = number * SIDES;
    return {
      txid,
      feeSats: this.#figures[figures] ?? 0,
      vsizeVbytes: this.#figures[figures + 1] ?? 0,
      valueSats: this.#figures[figures + 2] ?? 0,
      rate: this.#figures[figures + 3] ?? 0,
      left: this.#places[sides] ?? 0,
      top: this.#places[sides + 1] ?? 0,
      width: this.#places[sides + 2] ?? 0,
      height: this.#places[sides + 3] ?? 0,
    };
  }

  #copy(from: number, to: number): void {
    this.#txids.copyWithin(to * TXID_DIGITS, from * TXID_DIGITS, (from + 1) * TXID_DIGITS);
    this.#figures.copyWithin(to * FIGURES, from * FIGURES, (from + 1) * FIGURES);
    this.#places.copyWithin(to * SIDES, from * SIDES, (from + 1) * SIDES);
  }

  #grow(): void {
    this.#capacity *= 2;
    const [txids, figures, places] = [this.#txids, this.#figures, this.#places];
    this.#txids = new Uint8Array(this.#capacity * TXID_DIGITS);
    this.#figures = new Float64Array(this.#capacity * FIGURES);
    this.#places = new Int16Array(this.#capacity * SIDES);
    this.#txids.set(txids);
    this.#figures.set(figures);
    this.#places.set(places);
  }
}
