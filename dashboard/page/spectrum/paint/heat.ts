import { BINS, heightOfRate } from '../../../layout/spectrum/bins.ts';
import { COLUMN_MS, COLUMNS, type Column, type Columns } from '../../../layout/spectrum/columns.ts';
import { densityClass } from '../../../layout/spectrum/density.ts';
import { stretchesOf } from '../../../layout/spectrum/stretches.ts';
import type { TimeSpan } from '../../../layout/spectrum/time-span.ts';
import type { Palette } from '../../tiles/paint/palette.ts';
import { drawLine, drawMined, drawRules, hatch } from './frame.ts';
import type { Surface } from './surface.ts';

/** Red, green and blue of `#rrggbb` or `rgb(…)`. */
const channels = (colour: string): ReadonlyArray<number> =>
  colour.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);

/** The ramp as numbers; where the reader chose the colours, steps from their ground to their ink. */
const rampOf = ({ ramp, ground, ink, isForced }: Palette): ReadonlyArray<ReadonlyArray<number>> => {
  if (!isForced) return ramp.map(channels);
  const [from, to] = [channels(ground), channels(ink)];
  return ramp.map((_, step) =>
    from.map((value, at) => value + (((to[at] ?? 0) - value) * (step + 2)) / (ramp.length + 4)),
  );
};

/** The last half hour as pixels, one to a bin and a column, in a ring: what was painted once stays. */
export class Heat {
  readonly #image = new OffscreenCanvas(COLUMNS, BINS);
  #ramp: ReadonlyArray<ReadonlyArray<number>> = [];
  #painted = '';
  #columns: Columns | null = null;
  #begun = 0;

  /** Paints what is new, all of it when the colours or the whole past are others; gives how many columns that were. */
  #paint(columns: Columns, palette: Palette): number {
    const colours = `${palette.ground} ${palette.ink} ${palette.ramp[0]}`;
    if (columns !== this.#columns || colours !== this.#painted) {
      this.#begun = Number.NEGATIVE_INFINITY;
      this.#ramp = rampOf(palette);
      this.#columns = columns;
      this.#painted = colours;
      this.#image.getContext('2d')?.clearRect(0, 0, COLUMNS, BINS);
    }
    const all = columns.all();
    const fresh = Math.min(all.length, columns.begun() - this.#begun + 1);
    for (const column of all.slice(all.length - fresh)) this.#paintColumn(column);
    this.#begun = columns.begun();
    return fresh;
  }

  #paintColumn({ startMs, vsizeVbytes }: Column): void {
    const pixels = new ImageData(1, BINS);
    vsizeVbytes?.forEach((vbytes, bin) => {
      const density = densityClass(vbytes, this.#ramp.length);
      const [red = 0, green = 0, blue = 0] = this.#ramp[density - 1] ?? [];
      if (density > 0) pixels.data.set([red, green, blue, 255], 4 * (BINS - 1 - bin));
    });
    this.#image.getContext('2d')?.putImageData(pixels, (startMs / COLUMN_MS) % COLUMNS, 0);
  }

  /** Draws the half hour that the span is; gives how many columns had to be painted. */
  draw(surface: Surface, columns: Columns, span: TimeSpan): number {
    const { context, widthPx, heightPx } = surface;
    const fresh = this.#paint(columns, surface.palette);
    const all = columns.all();
    const xOf = (ms: number): number => ((ms - span.fromMs) / (span.toMs - span.fromMs)) * widthPx;
    context.clearRect(0, 0, widthPx, heightPx);
    context.imageSmoothingEnabled = false;
    this.#copy(surface, all, xOf);
    drawRules(surface);
    for (const { from, to } of stretchesOf(all.map(({ cause }) => cause)))
      hatch(surface, xOf(startOf(all, from)), xOf(startOf(all, to - 1) + COLUMN_MS));
    drawLine(
      surface,
      all.map(({ startMs, lowestRate }) => ({
        fromPx: xOf(startMs),
        toPx: xOf(startMs + COLUMN_MS),
        bins: lowestRate === null ? null : heightOfRate(lowestRate),
      })),
      { widthPx: 2, colour: surface.palette.ink },
    );
    for (const { startMs, mined } of all)
      if (mined.length > 0) drawMined(surface, xOf(startMs + COLUMN_MS / 2));
    return fresh;
  }

  /** The ring in two parts: up to its end, and from its beginning on. */
  #copy(
    { context, heightPx }: Surface,
    all: ReadonlyArray<Column>,
    xOf: (ms: number) => number,
  ): void {
    let index = 0;
    while (index < all.length) {
      const startMs = startOf(all, index);
      const place = (startMs / COLUMN_MS) % COLUMNS;
      const count = Math.min(COLUMNS - place, all.length - index);
      const left = xOf(startMs);
      const width = xOf(startMs + count * COLUMN_MS) - left;
      context.drawImage(this.#image, place, 0, count, BINS, left, 0, width, heightPx);
      index += count;
    }
  }
}

const startOf = (all: ReadonlyArray<Column>, index: number): number => all[index]?.startMs ?? 0;
