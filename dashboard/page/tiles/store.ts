import { batch, computed, signal } from '@preact/signals';
import type { PictureFacts } from '../../layout/tiles/facts.ts';
import { TileMap } from '../../layout/tiles/tile-map.ts';
import type { Tile } from '../../layout/tiles/tile.ts';
import type { TilesEvent } from '../../layout/tiles/wire.ts';
import { shown } from '../shown.ts';
import { takeChange } from './changes.ts';

/** The next block at one moment. */
export interface Moment {
  readonly facts: PictureFacts;
  /** Changes in place with the next moment: whoever needs it longer copies it. */
  readonly tiles: ReadonlyMap<string, Tile>;
  /** One message led here from the moment before. */
  readonly isNextStep: boolean;
}

const live = new TileMap();

/** The newest moment; null before the first snapshot. */
export const liveMoment = signal<Moment | null>(null);

/**
 * The moment that is replayed; null while what was then is not known, or not here yet. `atMs`: the one that it was
 * sought for, behind the one that is wanted for as long as storage is being asked.
 */
export const replayedMoment = signal<(Moment & { readonly atMs: number }) | null>(null);

/** Why the moment that is replayed is not known, as the end of a sentence. */
export const replayedCause = signal<string | null>(null);

/** What is to be seen now. */
export const shownMoment = computed(() =>
  shown.value.kind === 'live' ? liveMoment.value : replayedMoment.value,
);

/** Of which past moment the figures and the picture are; null: of now. */
export const replayedMs = computed(() =>
  shown.value.kind === 'live' ? null : (replayedMoment.value?.atMs ?? shown.value.atMs),
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
