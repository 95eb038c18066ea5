import { computed, signal } from '@preact/signals';
import type { Change } from '../../layout/changes/change.ts';
import { nothingYet, recentAfter } from '../../layout/changes/recent.ts';
import { SLOT_MS, slotsUntil } from '../../layout/changes/slots.ts';
import type { Applied, TileMap } from '../../layout/tiles/tile-map.ts';
import type { TilesEvent } from '../../layout/tiles/wire.ts';
import { nowMs } from '../store.ts';

/** Sentences that are listed, however long ago they were. */
const SENTENCES = 6;

const recent = signal(nothingYet);

/** The newest changes, newest first. */
export const lastChanges = signal<ReadonlyArray<Change>>([]);

/** The changes that the bars show, oldest first. */
export const recentChanges = computed(() => recent.value.changes);

const slotMs = computed(() => Math.floor(nowMs.value / SLOT_MS) * SLOT_MS);

/** The bars of the last 150 s; they go on with time, so that a silence is seen as one. */
export const slots = computed(() => slotsUntil(recent.value, slotMs.value));

/** Remembers what an event did to the live picture. */
export const takeChange = (event: TilesEvent, applied: Applied): void => {
  recent.value = recentAfter(recent.peek(), event, applied);
  const newest = recent.value.changes.at(-1);
  if (event.tag === 'delta' && newest !== undefined)
    lastChanges.value = [newest, ...lastChanges.peek()].slice(0, SENTENCES);
};

/** Remembers anew, from a picture of the past and all that followed it up to now. */
export const renewChanges = (picture: TileMap, events: ReadonlyArray<TilesEvent>): void => {
  let renewed = nothingYet;
  for (const event of events) {
    const applied = picture.apply(event);
    if (applied !== null) renewed = recentAfter(renewed, event, applied);
  }
  recent.value = renewed;
  const newest = renewed.changes.slice(-SENTENCES).toReversed();
  if (newest.length > 0) lastChanges.value = newest;
};
