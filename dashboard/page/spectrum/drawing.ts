import { effect, signal } from '@preact/signals';
import { onPaletteChange } from '../tiles/paint/palette.ts';
import { older } from './older.ts';
import { drawBand } from './paint/band.ts';
import { Heat } from './paint/heat.ts';
import { surfaceOf } from './paint/surface.ts';
import { past } from './past.ts';
import { range, span } from './position.ts';

/** Width of the picture on the page, for the labels below it. */
export const plotWidthPx = signal(600);

/** Draws the past into a canvas, in one animation frame after something changed and in none else. */
export const drawInto = (canvas: HTMLCanvasElement): (() => void) => {
  const heat = new Heat();
  let frame: number | null = null;
  const draw = (): void => {
    frame = null;
    const surface = surfaceOf(canvas);
    if (surface === null) return;
    plotWidthPx.value = canvas.clientWidth;
    const { value } = older;
    if (range.value === '30m') heat.draw(surface, past.value.columns, span.value);
    else drawBand(surface, value.tag === 'there' ? value.points : [], span.value);
  };
  const soon = (): void => {
    frame ??= requestAnimationFrame(draw);
  };
  const sizes = new ResizeObserver(soon);
  sizes.observe(canvas);
  const stops = [
    onPaletteChange(soon),
    effect(() => {
      // what is drawn depends on these
      if ([past.value, range.value, span.value, older.value].length > 0) soon();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    sizes.disconnect();
    if (frame !== null) cancelAnimationFrame(frame);
  };
};
