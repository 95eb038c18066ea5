import type { CameAndWent } from '../tiles/tile-map.ts';
import type { TilesEvent } from '../tiles/wire.ts';
import { changeOf } from './change.ts';
import { BARS_MS, type Recent } from './slots.ts';

/** As long as moments can be replayed, and the bars of the oldest of them. */
const KEPT_MS = 30 * 60_000 + BARS_MS;

/** Before anything was told. */
export const nothingYet: Recent = { fromMs: null, changes: [], standings: [], mined: [] };

const withStanding = (recent: Recent, atMs: number, isKnown: boolean): Recent =>
  recent.standings.at(-1)?.isKnown === isKnown
    ? recent
    : { ...recent, standings: [...recent.standings, { atMs, isKnown }] };

/** Of a list in order, what begins with the first that passes. */
const from = <Each>(
  all: ReadonlyArray<Each>,
  isKept: (each: Each) => boolean,
): ReadonlyArray<Each> => {
  const first = all.findIndex(isKept);
  if (first === 0) return all;
  return first === -1 ? [] : all.slice(first);
};

/** Forgets what came before a moment; of the standings, the last one stays, since it still holds. */
const without = (recent: Recent, beforeMs: number): Recent => {
  const holds = recent.standings.findLastIndex(({ atMs }) => atMs < beforeMs);
  return {
    fromMs: Math.max(recent.fromMs ?? -Infinity, beforeMs),
    changes: from(recent.changes, ({ at }) => Date.parse(at) >= beforeMs),
    standings: recent.standings.slice(Math.max(0, holds)),
    mined: from(recent.mined, ({ atMs }) => atMs >= beforeMs),
  };
};

/** What is to be remembered after one more event. @param moved what a delta brought to the picture and took from it */
export const recentAfter = (
  recent: Recent,
  event: TilesEvent,
  moved: CameAndWent | null,
): Recent => {
  const atMs = Date.parse(event.at);
  const begun = { ...recent, fromMs: recent.fromMs ?? atMs };
  if (event.tag === 'mined') {
    return { ...begun, mined: [...recent.mined, { atMs, height: event.height }] };
  }
  const kept = without(withStanding(begun, atMs, event.level !== 'unknown'), atMs - KEPT_MS);
  return event.tag === 'delta' && moved !== null
    ? { ...kept, changes: [...kept.changes, changeOf(event, moved)] }
    : kept;
};

/** What had happened at a moment. */
export const recentAt = (recent: Recent, atMs: number): Recent => ({
  ...recent,
  changes: recent.changes.filter(({ at }) => Date.parse(at) <= atMs),
  standings: recent.standings.filter((standing) => standing.atMs <= atMs),
  mined: recent.mined.filter((mined) => mined.atMs <= atMs),
});
