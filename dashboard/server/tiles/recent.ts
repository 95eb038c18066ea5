import { TileMap } from '../../layout/tiles/tile-map.ts';
import type { TilesEvent } from '../../layout/tiles/wire.ts';

const KEPT_MS = 30 * 60_000;
/** Kept whatever their times: 30 minutes of two a second. */
const MOST_EVENTS = 3_600;
const MOST_CHARACTERS = 64 * 1024 * 1024;

interface Kept {
  readonly atMs: number;
  readonly json: string;
}

/** The events of the last half hour, and the picture that they begin with. */
export class Recent {
  /** The picture after the events that were forgotten. */
  readonly #before = new TileMap();
  readonly #kept: Kept[] = [];
  #characters = 0;

  add(event: TilesEvent, json: string): void {
    const newest = this.#kept.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    const atMs = Math.max(newest, Date.parse(event.at)); // a clock may have been set back
    this.#kept.push({ atMs, json });
    this.#characters += json.length;
    while (this.#isTooMuch(atMs - KEPT_MS)) this.#forget();
  }

  /** A JSON array: a snapshot, then what followed it. */
  json(): string {
    const before = this.#before.snapshot();
    const first = before === null ? [] : [JSON.stringify(before)];
    return `[${[...first, ...this.#kept.map(({ json }) => json)].join(',')}]`;
  }

  #isTooMuch(fromMs: number): boolean {
    const isOld = (this.#kept[0]?.atMs ?? fromMs) < fromMs;
    return isOld || this.#kept.length > MOST_EVENTS || this.#characters > MOST_CHARACTERS;
  }

  #forget(): void {
    const oldest = this.#kept.shift();
    if (oldest === undefined) return;
    this.#characters -= oldest.json.length;
    this.#before.apply(JSON.parse(oldest.json) as TilesEvent); // as we wrote it
  }
}
