import { computed, signal } from '@preact/signals';
import type { PictureFacts } from '../layout/tiles/facts.ts';
import type { Tile } from '../layout/tiles/tile.ts';

/** Which moment of the next block the page shows. */
export type Shown =
  | { readonly kind: 'live' }
  | {
      readonly kind: 'replay';
      readonly atMs: number;
    };

/** Set by the scrubber; while it is in the past, what comes is taken and not drawn. */
export const shown = signal<Shown>({ kind: 'live' });

/** The next block at one moment. */
export interface Moment {
  readonly facts: PictureFacts;
  /** Changes in place with the next moment: whoever needs it longer copies it. */
  readonly tiles: ReadonlyMap<string, Tile>;
  /** One message led here from the moment before. */
  readonly isNextStep: boolean;
}

/**
 * The moment that is replayed; null while what was then is not known, or not here yet. `atMs`: the one that it was
 * sought for, behind the one that is wanted for as long as storage is being asked.
 */
export const replayedMoment = signal<(Moment & { readonly atMs: number }) | null>(null);

/** Of which past moment the figures and the picture are; null: of now. */
export const replayedMs = computed(() =>
  shown.value.kind === 'live' ? null : (replayedMoment.value?.atMs ?? shown.value.atMs),
);
