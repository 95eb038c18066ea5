import { BINS, BINS_PER_DECADE } from '../../../layout/spectrum/bins.ts';
import type { Surface } from './surface.ts';

/** Where a height of so many bins is drawn. */
export const yOf = ({ heightPx }: Surface, bins: number): number => heightPx * (1 - bins / BINS);

/** Rules at 1, 10 and 100 sat/vB. */
export const drawRules = (surface: Surface): void => {
  const { context, widthPx, ratio, palette } = surface;
  context.globalAlpha = 0.16;
  context.fillStyle = palette.ink;
  for (let bins = BINS_PER_DECADE; bins < BINS; bins += BINS_PER_DECADE)
    context.fillRect(0, Math.round(yOf(surface, bins)), widthPx, Math.max(1, Math.round(ratio)));
  context.globalAlpha = 1;
};

/** Device pixels between two lines of the hatching, for each pixel of the page. */
const HATCH_PX = 7;

/** Slanted lines over the whole height: what lies there is not known. */
export const hatch = (surface: Surface, leftPx: number, rightPx: number): void => {
  const { context, heightPx, ratio, palette, colour } = surface;
  const left = Math.floor(leftPx);
  const width = Math.max(2 * ratio, Math.ceil(rightPx) - left);
  context.save();
  context.beginPath();
  context.rect(left, 0, width, heightPx);
  context.clip();
  context.fillStyle = palette.isForced ? palette.ground : colour('--gap');
  context.fillRect(left, 0, width, heightPx);
  context.strokeStyle = colour('--warn');
  context.lineWidth = 1.5 * ratio;
  context.beginPath();
  const step = HATCH_PX * ratio;
  // from a fixed place, so that the lines of two neighbours meet
  const first = Math.floor((left - heightPx) / step) * step;
  for (let x = first; x < left + width; x += step) {
    context.moveTo(x, heightPx);
    context.lineTo(x + heightPx, 0);
  }
  context.stroke();
  context.restore();
};

/** A line of rates over time with a halo, seen on every colour; null parts it. */
export const drawLine = (
  surface: Surface,
  points: ReadonlyArray<{
    readonly fromPx: number;
    readonly toPx: number;
    readonly bins: number | null;
  }>,
  { widthPx, colour, isDashed = false }: LineStyle,
): void => {
  const { context, ratio, palette } = surface;
  const path = new Path2D();
  let isDown = false;
  for (const { fromPx, toPx, bins } of points) {
    if (bins !== null) {
      const y = yOf(surface, bins);
      if (isDown) path.lineTo(fromPx, y);
      else path.moveTo(fromPx, y);
      path.lineTo(toPx, y);
    }
    isDown = bins !== null;
  }
  context.lineJoin = 'round';
  context.setLineDash(isDashed ? [5 * ratio, 4 * ratio] : []);
  context.strokeStyle = palette.ground;
  context.lineWidth = (widthPx + 2) * ratio;
  context.stroke(path);
  context.strokeStyle = colour;
  context.lineWidth = widthPx * ratio;
  context.stroke(path);
  context.setLineDash([]);
};

interface LineStyle {
  readonly widthPx: number;
  readonly colour: string;
  readonly isDashed?: boolean;
}

/** A mined block: a line from top to bottom with a flag. */
export const drawMined = (surface: Surface, x: number): void => {
  const { context, heightPx, ratio, palette } = surface;
  const [left, width, flag] = [Math.round(x), Math.round(2 * ratio), 6 * ratio];
  context.fillStyle = palette.ground;
  context.fillRect(left - Math.round(ratio), 0, width + 2 * Math.round(ratio), heightPx);
  context.fillStyle = palette.ink;
  context.fillRect(left, 0, width, heightPx);
  context.beginPath();
  context.moveTo(left - flag + width / 2, 0);
  context.lineTo(left + flag + width / 2, 0);
  context.lineTo(left + width / 2, 1.4 * flag);
  context.fill();
};
