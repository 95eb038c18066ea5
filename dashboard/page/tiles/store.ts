import { batch, computed, signal } from '@preact/signals';
import { TileMap } from '../../layout/tiles/tile-map.ts';
import type { TilesEvent } from '../../layout/tiles/wire.ts';
import { replayedMoment, shown, type Moment } from '../shown.ts';
import { takeChange } from './changes.ts';

const live = new TileMap();

/** The newest moment; null before the first snapshot. */
export const liveMoment = signal<Moment | null>(null);

/** Why the moment that is replayed is not known, as the end of a sentence. */
export const replayedCause = signal<string | null>(null);

/** What is to be seen now. */
export const shownMoment = computed(() =>
  shown.value.kind === 'live' ? liveMoment.value : replayedMoment.value,
);

/** Takes one event `tiles` of the stream, also while another moment is shown. */
export const takeTiles = (event: TilesEvent): void =>
  batch(() => {
    const applied = live.apply(event);
    if (applied === null) return;
    takeChange(event, applied);
    const { facts, tiles } = live;
    if (facts !== null) liveMoment.value = { facts, tiles, isNextStep: applied.tag === 'delta' };
  });
