import { heightOfRate } from '../../../layout/spectrum/bins.ts';
import type { TimeSpan } from '../../../layout/spectrum/time-span.ts';
import type { NextBlockMinutes } from '../../../server/next-block-history.ts';
import { drawLine, drawRules, hatch, yOf } from './frame.ts';
import type { Surface } from './surface.ts';

interface Placed {
  readonly point: NextBlockMinutes;
  readonly fromPx: number;
  readonly toPx: number;
}

const binsOf = (rate: number | null): number | null => (rate === null ? null : heightOfRate(rate));

const drawSpread = (surface: Surface, placed: ReadonlyArray<Placed>): void => {
  const { context, colour } = surface;
  context.fillStyle = colour('--accent');
  context.globalAlpha = 0.28;
  for (const { point, fromPx, toPx } of placed) {
    if (point.p10Rate === null || point.p90Rate === null) continue;
    const top = yOf(surface, heightOfRate(point.p90Rate));
    const bottom = yOf(surface, heightOfRate(point.p10Rate));
    context.fillRect(Math.round(fromPx), top, Math.round(toPx) - Math.round(fromPx), bottom - top);
  }
  context.globalAlpha = 1;
};

/** Minutes of storage: the middle eight tenths of the block as a band, median and lowest as lines, hatched where unknown. */
export const drawBand = (
  surface: Surface,
  points: ReadonlyArray<NextBlockMinutes>,
  { fromMs, toMs, stepMs }: TimeSpan,
): void => {
  const { context, widthPx, heightPx, palette, colour } = surface;
  const xOf = (ms: number): number => ((ms - fromMs) / (toMs - fromMs)) * widthPx;
  const placed = points.map((point) => {
    const startMs = Date.parse(point.at);
    return { point, fromPx: xOf(startMs), toPx: xOf(startMs + stepMs) };
  });
  const along = (rateOf: (point: NextBlockMinutes) => number | null) =>
    placed.map(({ point, ...place }) => ({ ...place, bins: binsOf(rateOf(point)) }));
  context.clearRect(0, 0, widthPx, heightPx);
  drawSpread(surface, placed);
  drawRules(surface);
  for (const { point, fromPx, toPx } of placed)
    if (point.unknownMinutes > 0) hatch(surface, fromPx, toPx);
  const median = { widthPx: 2, colour: colour('--accent'), isDashed: palette.isForced };
  drawLine(
    surface,
    along(({ medianRate }) => medianRate),
    median,
  );
  drawLine(
    surface,
    along(({ lowestRate }) => lowestRate),
    { widthPx: 2, colour: palette.ink },
  );
};
