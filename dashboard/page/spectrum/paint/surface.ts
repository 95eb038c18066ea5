import { paletteOf, type Palette } from '../../tiles/paint/palette.ts';

/** A canvas to draw on, in device pixels, and what to draw with. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Device pixels to a pixel of the page. */
  readonly ratio: number;
  readonly palette: Palette;
  /** A colour of the style sheets by the name of its property; ink where the reader chose the colours. */
  readonly colour: (property: string) => string;
}

/** More can't be seen. */
const MOST_RATIO = 2;

/** Fits the canvas to its place; null where it has none, or can't be drawn on. */
export const surfaceOf = (canvas: HTMLCanvasElement): Surface | null => {
  const ratio = Math.min(MOST_RATIO, devicePixelRatio);
  const [widthPx, heightPx] = [canvas.clientWidth, canvas.clientHeight].map((side) =>
    Math.round(side * ratio),
  );
  const context = canvas.getContext('2d');
  if (context === null || !widthPx || !heightPx) return null;
  if (canvas.width !== widthPx) canvas.width = widthPx;
  if (canvas.height !== heightPx) canvas.height = heightPx;
  const palette = paletteOf(canvas);
  const style = getComputedStyle(canvas);
  const colour = (property: string): string =>
    palette.isForced ? palette.ink : style.getPropertyValue(property).trim();
  return { context, widthPx, heightPx, ratio, palette, colour };
};
