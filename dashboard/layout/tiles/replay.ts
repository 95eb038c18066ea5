import { placeIn, tilesIn, txidsIn } from './columns.ts';
import { momentOf, type Moment } from './moments.ts';
import type { Tile } from './tile.ts';
import { factsAfter, type PictureFacts } from './facts.ts';
import { TileMap, type CameAndWent } from './tile-map.ts';
import { TileTable } from './tile-table.ts';
import type { TilesDelta, TilesEvent } from './wire.ts';

/** How far back it reaches, and a chapter more at most. */
const KEPT_MS = 30 * 60_000;
/** Steps kept whatever their times: 30 minutes of one a second. */
const MOST_STEPS = 1_800;
/** Steps between two whole pictures. */
const CHAPTER_STEPS = 30;

/** Tiles by number that went and that came; one that changed goes, and comes as another. */
interface Change {
  readonly gone: Int32Array;
  readonly came: Int32Array;
}

/** The same, and what of it is new in the picture or left it. */
interface Told {
  readonly change: Change;
  readonly moved: CameAndWent | null;
}

interface Step extends Change {
  readonly moment: Moment;
  readonly facts: PictureFacts;
}

/** A whole picture, as it is after the first step, and what followed. */
interface Chapter {
  readonly tiles: Int32Array;
  readonly steps: Step[];
}

/** One moment in numbers: tiles that are there are marked. The numbers hold as long as `numbering` does. */
interface Numbered {
  readonly facts: PictureFacts;
  readonly isThere: Uint8Array;
  readonly numbering: number;
}

const NOTHING: Change = { gone: new Int32Array(0), came: new Int32Array(0) };
const NOTHING_MOVED: Told = { change: NOTHING, moved: null };

/** The next block as it was at any moment of the last half hour, from the events in order. Its memory is bounded. */
export class Replay {
  readonly #table = new TileTable();
  #chapters: Chapter[] = [];
  /** Tiles of the newest picture by txid. */
  readonly #newest = new Map<string, number>();
  #facts: PictureFacts | null = null;
  #atMs = Number.NEGATIVE_INFINITY;
  #numbering = 0;

  /** Everything that happened, in order; the first brings a whole picture. */
  get moments(): ReadonlyArray<Moment> {
    return this.#chapters.flatMap(({ steps }) => steps.map(({ moment }) => moment));
  }

  /** The first and the last moment; null before the first snapshot. */
  get range(): { readonly fromMs: number; readonly toMs: number } | null {
    const first = this.#chapters[0]?.steps[0];
    return first === undefined ? null : { fromMs: first.moment.atMs, toMs: this.#atMs };
  }

  /**
   * What comes before the first snapshot says nothing of any picture, and is passed over. Gives what a delta brought
   * and took; null of any other event.
   */
  append(event: TilesEvent): CameAndWent | null {
    if (this.#facts === null && event.tag !== 'snapshot') return null;
    this.#atMs = Math.max(this.#atMs, Date.parse(event.at));
    this.#facts = factsAfter(this.#facts, event);
    if (this.#facts === null) return null;
    const moment = momentOf(event, this.#atMs);
    if (event.tag === 'snapshot') {
      this.#newest.clear();
      for (const tile of tilesIn(event.tiles)) this.#newest.set(tile.txid, this.#table.push(tile));
    }
    const { change, moved } = event.tag === 'delta' ? this.#change(event) : NOTHING_MOVED;
    if (event.tag === 'snapshot' || this.#isChapterFull()) {
      this.#chapters.push({ tiles: Int32Array.from(this.#newest.values()), steps: [] });
      this.#chapters.at(-1)?.steps.push({ moment, facts: this.#facts, ...NOTHING });
      this.#forget();
    } else this.#chapters.at(-1)?.steps.push({ moment, facts: this.#facts, ...change });
    return moved;
  }

  /** The picture at a moment; null where it lies before all that is kept. */
  seek(atMs: number): TileMap | null {
    const then = this.numberedAt(atMs);
    return then === null ? null : TileMap.of(then.facts, this.tilesOf(marked(then.isThere)));
  }

  /** The tiles of these numbers. */
  tilesOf(numbers: Int32Array): ReadonlyArray<Tile> {
    return this.#table.all(numbers);
  }

  /** The picture at a moment in numbers, which takes a hundredth of the time; null as above. */
  numberedAt(atMs: number): Numbered | null {
    const chapter = this.#chapters.findLast(({ steps }) => isAtOrBefore(steps[0], atMs));
    if (chapter === undefined) return null;
    const steps = chapter.steps.filter((step) => isAtOrBefore(step, atMs));
    const last = steps.at(-1);
    if (last === undefined) return null;
    const isThere = new Uint8Array(this.#table.length);
    const mark = (numbers: Int32Array, there: 0 | 1): void => {
      for (const number of numbers) isThere[number] = there;
    };
    mark(chapter.tiles, 1);
    for (const { gone, came } of steps) {
      mark(gone, 0);
      mark(came, 1);
    }
    return { facts: last.facts, isThere, numbering: this.#numbering };
  }

  #change({ removed, added, repriced, moved }: TilesDelta): Told {
    const gone: number[] = [];
    const changed = new Map<string, Tile>();
    const take = (txid: string): Tile | null => {
      const number = this.#newest.get(txid);
      if (number === undefined) return null;
      gone.push(number);
      this.#newest.delete(txid);
      return this.#table.at(number);
    };
    const change = (txid: string, to: Partial<Tile>): void => {
      const tile = changed.get(txid) ?? take(txid);
      if (tile !== null) changed.set(txid, { ...tile, ...to });
    };
    const left = removed.flatMap(([txid, why]) => {
      const tile = take(txid);
      return tile === null ? [] : [{ tile, why }];
    });
    const arrived = tilesIn(added);
    for (const tile of arrived) {
      take(tile.txid);
      changed.set(tile.txid, tile);
    }
    txidsIn(repriced.txids).forEach((txid, index) =>
      change(txid, { rate: repriced.rates[index] ?? 0 }),
    );
    txidsIn(moved.txids).forEach((txid, index) => change(txid, placeIn(moved.places, index)));
    const came = [...changed.values()].map((tile) => {
      const number = this.#table.push(tile);
      this.#newest.set(tile.txid, number);
      return number;
    });
    return {
      change: { gone: Int32Array.from(gone), came: Int32Array.from(came) },
      moved: { added: arrived, removed: left },
    };
  }

  #isChapterFull(): boolean {
    return (this.#chapters.at(-1)?.steps.length ?? 0) >= CHAPTER_STEPS;
  }

  /** Whole chapters, as soon as the next one reaches back far enough. */
  #forget(): void {
    const steps = this.#chapters.reduce((sum, chapter) => sum + chapter.steps.length, 0);
    const [first, second] = this.#chapters;
    if (first === undefined || second === undefined) return;
    const isOld = isAtOrBefore(second.steps[0], this.#atMs - KEPT_MS);
    if (!isOld && steps - first.steps.length < MOST_STEPS) return;
    this.#chapters = this.#chapters.slice(1);
    this.#compact();
    this.#forget();
  }

  /** Forgets tiles that no chapter names any more. */
  #compact(): void {
    const named = new Uint8Array(this.#table.length);
    const name = (numbers: Iterable<number>): void => {
      for (const number of numbers) named[number] = 1;
    };
    name(this.#newest.values());
    for (const { tiles, steps } of this.#chapters) {
      name(tiles);
      for (const { gone, came } of steps) {
        name(gone);
        name(came);
      }
    }
    this.#numbering += 1;
    const renumbered = this.#table.keep((number) => named[number] === 1);
    const again = (numbers: Int32Array): Int32Array =>
      numbers.map((each) => renumbered[each] ?? -1);
    this.#chapters = this.#chapters.map(({ tiles, steps }) => ({
      tiles: again(tiles),
      steps: steps.map((step) => ({ ...step, gone: again(step.gone), came: again(step.came) })),
    }));
    for (const [txid, number] of this.#newest) this.#newest.set(txid, renumbered[number] ?? -1);
  }
}

const isAtOrBefore = (step: Step | undefined, atMs: number): boolean =>
  step !== undefined && step.moment.atMs <= atMs;

/** The places of a list that are marked, in order. */
const marked = (marks: Uint8Array): Int32Array => {
  const places: number[] = [];
  marks.forEach((mark, place) => {
    if (mark === 1) places.push(place);
  });
  return Int32Array.from(places);
};
