import { computed, signal } from '@preact/signals';
import type { Change } from '../../layout/changes/change.ts';
import { nothingYet, recentAfter, recentAt } from '../../layout/changes/recent.ts';
import { BARS_MS, SLOT_MS, slotsUntil, type Recent } from '../../layout/changes/slots.ts';
import type { Applied } from '../../layout/tiles/tile-map.ts';
import type { TilesEvent } from '../../layout/tiles/wire.ts';
import { shown } from '../shown.ts';
import { nowMs } from '../store.ts';

/** Sentences that are listed, however long ago they were. */
const SENTENCES = 6;

/** All that is remembered, whatever moment is shown. */
const recent = signal(nothingYet);

/** The same as it was at the moment that is shown. */
const then = computed(() =>
  shown.value.kind === 'live' ? recent.value : recentAt(recent.value, shown.value.atMs),
);

/** The moment that is shown, to a pair of bars: they go on with time, so that a silence is seen as one. */
const shownMs = computed(() => {
  const atMs = shown.value.kind === 'live' ? nowMs.value : shown.value.atMs;
  return Math.floor(atMs / SLOT_MS) * SLOT_MS;
});

/** Whether the moment that is shown lies before all that is remembered. */
export const isForgotten = computed(
  () => shown.value.kind !== 'live' && shown.value.atMs < (recent.value.fromMs ?? Infinity),
);

/** The newest changes, newest first. */
export const lastChanges = computed<ReadonlyArray<Change>>(() =>
  then.value.changes.slice(-SENTENCES).toReversed(),
);

/** The changes that the bars show, oldest first. */
export const recentChanges = computed(() =>
  then.value.changes.filter(({ at }) => Date.parse(at) > shownMs.value - BARS_MS),
);

/** The bars of the 150 s up to the moment that is shown. */
export const slots = computed(() => slotsUntil(then.value, shownMs.value));

/** Remembers what an event did to the live picture. */
export const takeChange = (event: TilesEvent, applied: Applied): void => {
  recent.value = recentAfter(recent.peek(), event, applied.tag === 'delta' ? applied : null);
};

/** Remembers this instead, which reaches further back. */
export const renewChanges = (renewed: Recent): void => {
  recent.value = renewed;
};
