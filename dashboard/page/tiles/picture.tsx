import { useId, useRef } from 'preact/hooks';
import { contains } from '../../layout/picture/pixels.ts';
import type { Tile } from '../../layout/tiles/tile.ts';
import { Canvases } from './canvases.tsx';
import { TileCard } from './card.tsx';
import { KEYS_IN_WORDS, onPictureKey } from './keys.ts';
import { framed, hover, spokenTile, tap } from './selection.ts';
import { shownMoment } from './store.ts';
import { Veil } from './veil.tsx';

const tileAt = (event: PointerEvent | MouseEvent, element: HTMLElement): Tile | null => {
  const moment = shownMoment.value;
  if (moment === null) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  const { columns, rows } = moment.facts.grid;
  const column = ((event.clientX - left) / width) * columns;
  const row = ((event.clientY - top) / height) * rows;
  for (const tile of moment.tiles.values()) if (contains(tile, column, row)) return tile;
  return null;
};

/** A line around the tile that is pointed at or chosen. */
const Frame = () => {
  const grid = shownMoment.value?.facts.grid;
  if (framed.value === null || grid === undefined) return null;
  const { isThere, tile } = framed.value;
  if (!isThere || tile.left < 0) return null;
  const { left, top, width, height } = tile;
  const percent = (cells: number, of: number): string => `${(cells / of) * 100}%`;
  return (
    <i
      class="frame"
      style={{
        left: percent(left, grid.columns),
        top: percent(top, grid.rows),
        width: percent(width, grid.columns),
        height: percent(height, grid.rows),
      }}
    />
  );
};

/** The next block as a square of tiles, for pointer and keys. */
export const Picture = () => {
  const widget = useRef<HTMLDivElement>(null);
  const hintId = useId();
  return (
    <div class="stage">
      <div
        class="widget"
        ref={widget}
        role="application"
        aria-roledescription="picture of tiles"
        aria-label="Transactions of the next block"
        aria-describedby={hintId}
        tabIndex={0}
        onKeyDown={onPictureKey}
        onPointerMove={(event) => {
          if (event.pointerType === 'mouse') hover(tileAt(event, event.currentTarget));
        }}
        onPointerLeave={() => hover(null)}
        onClick={(event) => tap(tileAt(event, event.currentTarget))}
      >
        <Canvases />
        <Frame />
      </div>
      <Veil />
      <TileCard onClose={() => widget.current?.focus()} />
      <p class="spoken" id={hintId}>
        {KEYS_IN_WORDS}
      </p>
      <p class="spoken" aria-live="polite">
        {spokenTile.value}
      </p>
    </div>
  );
};
