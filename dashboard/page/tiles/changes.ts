import { computed, signal } from '@preact/signals';
import { changeOf, type Change } from '../../layout/changes/change.ts';
import { BARS_MS, SLOT_MS, slotsUntil, without, type Recent } from '../../layout/changes/slots.ts';
import type { Applied } from '../../layout/tiles/tile-map.ts';
import type { TilesEvent } from '../../layout/tiles/wire.ts';
import { nowMs } from '../store.ts';

/** Sentences that are listed, however long ago they were. */
const SENTENCES = 6;

const recent = signal<Recent>({ changes: [], standings: [], mined: [] });

/** The newest changes, newest first. */
export const lastChanges = signal<ReadonlyArray<Change>>([]);

/** The changes that the bars show, oldest first. */
export const recentChanges = computed(() => recent.value.changes);

const slotMs = computed(() => Math.floor(nowMs.value / SLOT_MS) * SLOT_MS);

/** The bars of the last 150 s; they go on with time, so that a silence is seen as one. */
export const slots = computed(() => slotsUntil(recent.value, slotMs.value));

const withStanding = (at: string, isKnown: boolean): Recent => {
  const { standings } = recent.value;
  return standings.at(-1)?.isKnown === isKnown
    ? recent.value
    : { ...recent.value, standings: [...standings, { atMs: Date.parse(at), isKnown }] };
};

/** Remembers what an event did to the live picture. */
export const takeChange = (event: TilesEvent, applied: Applied): void => {
  const atMs = Date.parse(event.at);
  if (event.tag === 'mined') {
    const { height } = event;
    recent.value = { ...recent.value, mined: [...recent.value.mined, { atMs, height }] };
    return;
  }
  recent.value = without(withStanding(event.at, event.level !== 'unknown'), atMs - BARS_MS);
  if (event.tag !== 'delta' || applied.tag !== 'delta') return;
  const change = changeOf(event, applied);
  recent.value = { ...recent.value, changes: [...recent.value.changes, change] };
  lastChanges.value = [change, ...lastChanges.value].slice(0, SENTENCES);
};
