import type { View } from '../../server/view.ts';
import type { Told } from './told.ts';

/** As many deltas as the server keeps for those who come back. */
const DELTAS_KEPT = 900;

/**
 * What became of an event. `repeated`: it was here before. `missing`: what lies between was not told, so it can't be
 * applied.
 */
export type Taken = 'taken' | 'repeated' | 'missing';

type TilesTold = Extract<Told, { readonly name: 'tiles' }>;

interface Place {
  readonly run: string;
  readonly number: number;
}

/** `<run>-<number>` */
const placeOf = (id: string | null): Place | null => {
  const dash = id?.lastIndexOf('-') ?? -1;
  const number = Number(id?.slice(dash + 1));
  return id === null || dash < 1 || !Number.isSafeInteger(number)
    ? null
    : { run: id.slice(0, dash), number };
};

/** The newest state, and the pictures' events from the newest whole one on: enough for a tab that comes late. */
export class Memory {
  #view: View | null = null;
  #tiles: TilesTold[] = [];

  /** Id of the newest event `tiles`, to go on after. */
  get newest(): string | null {
    return this.#tiles.at(-1)?.id ?? null;
  }

  take(told: Told): Taken {
    if (told.name === 'tiles') return this.#takeTiles(told);
    if (told.name === 'state') this.#view = told.value;
    else if (this.#view === null) return 'missing';
    else this.#view = { ...this.#view, [told.name]: told.value };
    return 'taken';
  }

  /** What a tab needs that has everything up to `after`; null where it can't be told from here. */
  since(after: string | null): ReadonlyArray<Told> | null {
    if (this.#view === null) return null;
    const state: Told = { name: 'state', value: this.#view, id: null };
    if (this.#tiles.length === 0) return [state];
    const known = this.#tiles.findIndex(({ id }) => id === after);
    if (after !== null && known >= 0) return [state, ...this.#tiles.slice(known + 1)];
    return this.#tiles[0]?.value.tag === 'snapshot' ? [state, ...this.#tiles] : null;
  }

  /** The pictures' events from the newest whole one on, as far as they are held. */
  get tiles(): ReadonlyArray<TilesTold> {
    return this.#tiles;
  }

  /** Forgets the pictures: the next event of theirs that counts is a whole one. */
  forgetTiles(): void {
    this.#tiles = [];
  }

  #takeTiles(told: TilesTold): Taken {
    const [last, next] = [placeOf(this.newest), placeOf(told.id)];
    const isSameRun = last !== null && last.run === next?.run;
    if (isSameRun && next.number <= last.number) return 'repeated';
    if (told.value.tag === 'snapshot') {
      this.#tiles = [told];
      return 'taken';
    }
    if (!isSameRun) return 'missing';
    if (next.number > last.number + 1) return 'missing';
    this.#tiles.push(told);
    if (this.#tiles.length > DELTAS_KEPT + 1) this.#tiles.shift();
    return 'taken';
  }
}
