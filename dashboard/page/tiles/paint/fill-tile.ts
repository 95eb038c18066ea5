import { withoutGap, type Pixels } from '../../../layout/picture/pixels.ts';
import type { Palette } from './palette.ts';

/** A tile with fewer pixels a side has no room for an outline. */
const SMALL_PX = 5;

/** How far up a tile of a class is filled where its colour can't tell the class. */
const filledUpTo = ({ left, top, width, height }: Pixels, share: number): Pixels => {
  const filled = Math.max(1, Math.round(height * share));
  return { left, top: top + height - filled, width, height: filled };
};

const fill = (context: CanvasRenderingContext2D, pixels: Pixels): void =>
  context.fillRect(pixels.left, pixels.top, pixels.width, pixels.height);

const outline = (context: CanvasRenderingContext2D, pixels: Pixels): void => {
  const { left, top, width, height } = pixels;
  context.fillRect(left, top, width, 1);
  context.fillRect(left, top + height - 1, width, 1);
  context.fillRect(left, top + 1, 1, height - 2);
  context.fillRect(left + width - 1, top + 1, 1, height - 2);
};

/**
 * Draws a tile of a class, its gap left free. Filled rectangles of whole pixels only: nothing bleeds into a neighbour,
 * so that the order of drawing does not matter.
 */
export const fillTile = (
  context: CanvasRenderingContext2D,
  pixels: Pixels,
  feeClass: number,
  { ramp, ink, isForced }: Palette,
): void => {
  const body = withoutGap(pixels);
  if (!isForced) {
    context.fillStyle = ramp[feeClass] ?? ink;
    fill(context, body);
    return;
  }
  context.fillStyle = ink;
  fill(context, filledUpTo(body, (feeClass + 1) / ramp.length));
  if (Math.min(body.width, body.height) >= SMALL_PX) outline(context, body);
};
