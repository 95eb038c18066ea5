import { effect, signal } from '@preact/signals';
import { whyNotKnown, type MomentTold } from '../../layout/spectrum/words.ts';
import { isPath } from '../../layout/tiles/moments.ts';
import { TileMap } from '../../layout/tiles/tile-map.ts';
import type { TilesSnapshot } from '../../layout/tiles/wire.ts';
import { replayedMoment } from '../shown.ts';
import { replayedCause } from '../tiles/store.ts';
import { getJson, type Got } from './get-json.ts';
import { latestWins } from './latest-wins.ts';
import { past } from './past.ts';
import { isPlaying } from './playing.ts';
import { replayMs } from './position.ts';

/** What the server answers of an older moment. */
type Then = TilesSnapshot | { readonly level: 'unknown'; readonly cause: string | null };

/** What became of the search for the moment that is shown. */
export type Sought =
  | { readonly tag: 'live' }
  | { readonly tag: 'asking' }
  | { readonly tag: 'found'; readonly told: MomentTold }
  | { readonly tag: 'failed'; readonly why: string };

export const sought = signal<Sought>({ tag: 'live' });

/** Four a second. */
const ASKED_EVERY_MS = 250;

const showNothing = (cause: string | null): void => {
  replayedMoment.value = null;
  replayedCause.value = cause;
};

const showMap = (map: TileMap, atMs: number, isNextStep: boolean): void => {
  const { facts, tiles } = map;
  if (facts === null) return;
  const { level, cause, totals } = facts;
  replayedMoment.value = { facts, tiles, isNextStep, atMs };
  sought.value = { tag: 'found', told: { level, cause, lowestRate: totals.lowestRate } };
};

const showThen = (then: Then, atMs: number): void => {
  if (!('tag' in then)) {
    showNothing(whyNotKnown(then.cause));
    sought.value = { tag: 'found', told: { ...then, lowestRate: null } };
    return;
  }
  const map = new TileMap();
  map.apply(then);
  showMap(map, atMs, false);
};

const storage = latestWins<number, Got<Then>>(
  (atMs) => getJson(`/api/next-block/at?at=${new Date(atMs).toISOString()}`),
  ASKED_EVERY_MS,
  (atMs, got) => {
    if (atMs !== Math.floor(replayMs.peek() ?? Number.NaN)) return;
    if (got.tag === 'got') showThen(got.value, atMs);
    else {
      showNothing(got.message);
      sought.value = { tag: 'failed', why: got.message };
    }
  },
);

/** The moment of the last half hour that was found last; null: what is shown is none of it. */
let foundMs: number | null = null;

/** Looks in the last half hour first, and asks storage for what is older. */
export const seek = (atMs: number): void => {
  const { cursor, replay } = past.peek();
  const map = cursor.seek(atMs);
  if (map !== null) {
    storage.forget();
    // what is played moves as it does live; what is sought is there at once
    const isStep = isPlaying.peek() && foundMs !== null && isPath(replay.moments, foundMs, atMs);
    showMap(map, atMs, isStep);
    foundMs = atMs;
    return;
  }
  foundMs = null;
  // what was found before stays in sight for as long as the answer takes: a picture that blinks is worse
  sought.value = { tag: 'asking' };
  storage.want(Math.floor(atMs));
};

/** Finds the picture of each moment that is to be shown. */
export const findPictures = (): (() => void) =>
  effect(() => {
    const atMs = replayMs.value;
    if (atMs !== null) seek(atMs);
    else {
      storage.forget();
      foundMs = null;
      showNothing(null);
      sought.value = { tag: 'live' };
    }
  });
