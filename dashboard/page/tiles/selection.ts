import { batch, computed, signal } from '@preact/signals';
import { neighbourOf, type Direction } from '../../layout/picture/neighbour.ts';
import { rankOf, tileInWords } from '../../layout/picture/words.ts';
import { isDrawn, type Tile } from '../../layout/tiles/tile.ts';
import { shownMoment } from './store.ts';

/** The tile that was chosen by key, click or tap, as it was then: it may have left meanwhile. */
const chosen = signal<Tile | null>(null);
const hovered = signal<Tile | null>(null);
const isOpen = signal(false);

/** What a screen reader is told of the tile that a key led to. */
export const spokenTile = signal('');

const tiles = (): ReadonlyMap<string, Tile> => shownMoment.value?.tiles ?? new Map<string, Tile>();

const drawn = (): ReadonlyArray<Tile> => [...tiles().values()].filter(isDrawn);

/** A tile as it is now, with whether it is still there. */
export interface Selected {
  readonly tile: Tile;
  readonly isThere: boolean;
  readonly rank: number;
  readonly count: number;
}

const selected = (tile: Tile | null): Selected | null => {
  if (tile === null) return null;
  const now = tiles().get(tile.txid);
  const shown = now ?? tile;
  return {
    tile: shown,
    isThere: now !== undefined,
    rank: rankOf(shown, tiles().values()),
    count: tiles().size,
  };
};

/** The tile with a frame around it. */
export const framed = computed(() => selected(hovered.value ?? chosen.value));

/** The tile whose card is shown. One that was opened stays; else it is the one under the pointer. */
export const carded = computed(() => selected(isOpen.value ? chosen.value : hovered.value));

/** Whether the card stays until it is closed. */
export const isPinned = computed(() => isOpen.value);

export const hover = (tile: Tile | null): void => {
  if (hovered.value?.txid !== tile?.txid) hovered.value = tile;
};

/** Click or tap: opens a tile's card; on the same tile again, or beside all tiles, closes it. */
export const tap = (tile: Tile | null): void =>
  batch(() => {
    isOpen.value = tile !== null && !(isOpen.value && chosen.value?.txid === tile.txid);
    chosen.value = tile;
  });

export const open = (): void => {
  if (chosen.value !== null) isOpen.value = true;
};

/** Closes what is open. */
export const close = (): void =>
  batch(() => {
    isOpen.value = false;
    hovered.value = null;
  });

const choose = (tile: Tile | null): void =>
  batch(() => {
    if (tile === null) return;
    hovered.value = null;
    chosen.value = tile;
    spokenTile.value = tileInWords(tile, rankOf(tile, tiles().values()), tiles().size);
  });

/** The tile with the highest or the lowest rate; of several the one further up and left, or down and right. */
export const chooseEnd = (end: 'highest' | 'lowest'): void => {
  const sign = end === 'highest' ? 1 : -1;
  const order = (a: Tile, b: Tile): number =>
    sign * (b.rate - a.rate || a.top - b.top || a.left - b.left);
  choose(drawn().toSorted(order)[0] ?? null);
};

/** The tile beside the chosen one; the highest rate where none is chosen. */
export const chooseBeside = (direction: Direction): void => {
  if (chosen.value === null) return chooseEnd('highest');
  const from = tiles().get(chosen.value.txid) ?? chosen.value;
  choose(neighbourOf(from, drawn(), direction));
};
