import type { Applied } from '../tiles/tile-map.ts';
import type { TilesEvent } from '../tiles/wire.ts';
import { changeOf } from './change.ts';
import { BARS_MS, without, type Recent } from './slots.ts';

/** Before anything was told. */
export const nothingYet: Recent = { changes: [], standings: [], mined: [] };

const withStanding = (recent: Recent, atMs: number, isKnown: boolean): Recent =>
  recent.standings.at(-1)?.isKnown === isKnown
    ? recent
    : { ...recent, standings: [...recent.standings, { atMs, isKnown }] };

/** What is to be remembered after one more event, and what it did to the picture. */
export const recentAfter = (recent: Recent, event: TilesEvent, applied: Applied): Recent => {
  const atMs = Date.parse(event.at);
  if (event.tag === 'mined') {
    return { ...recent, mined: [...recent.mined, { atMs, height: event.height }] };
  }
  const known = withStanding(recent, atMs, event.level !== 'unknown');
  const kept = without(known, atMs - BARS_MS);
  return event.tag === 'delta' && applied.tag === 'delta'
    ? { ...kept, changes: [...kept.changes, changeOf(event, applied)] }
    : kept;
};
