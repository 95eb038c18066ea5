import type { Replay } from './replay.ts';
import { TileMap } from './tile-map.ts';
import type { Tile } from './tile.ts';

/**
 * Goes from moment to moment of a replay in one picture. Only what differs between two of them is taken in or out, so
 * that a tile which stays is the very same object, for the one who draws it too.
 */
export class ReplayCursor {
  readonly #replay: Replay;
  #map = new TileMap();
  /** The tiles of the picture by number. */
  #held = new Map<number, Tile>();
  #numbering = 0;

  constructor(replay: Replay) {
    this.#replay = replay;
  }

  /** The picture at a moment, until the next call; null where it lies before all that is kept. */
  seek(atMs: number): TileMap | null {
    const then = this.#replay.numberedAt(atMs);
    if (then === null) return null;
    if (then.numbering !== this.#numbering) this.#beginAnew(then.numbering);
    const gone = this.#takeOut(then.isThere);
    this.#map.exchange(then.facts, gone, this.#takeIn(then.isThere));
    return this.#map;
  }

  #beginAnew(numbering: number): void {
    this.#map = new TileMap();
    this.#held = new Map();
    this.#numbering = numbering;
  }

  #takeOut(isThere: Uint8Array): ReadonlyArray<Tile> {
    const gone: Tile[] = [];
    for (const [number, tile] of this.#held) {
      if (isThere[number] === 1) continue;
      gone.push(tile);
      this.#held.delete(number);
    }
    return gone;
  }

  #takeIn(isThere: Uint8Array): ReadonlyArray<Tile> {
    const numbers: number[] = [];
    for (let number = 0; number < isThere.length; number += 1)
      if (isThere[number] === 1 && !this.#held.has(number)) numbers.push(number);
    const came = this.#replay.tilesOf(Int32Array.from(numbers));
    came.forEach((tile, index) => this.#held.set(numbers[index] ?? -1, tile));
    return came;
  }
}
