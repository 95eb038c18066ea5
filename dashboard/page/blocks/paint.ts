import type uPlot from 'uplot';
import { axisFigures } from '../../layout/history/axis.ts';
import type { Stretch } from '../../layout/history/gaps.ts';

/** Room for the figures beside a chart. */
const AXIS_PX = 44;

/** Room for half of the last height. */
const RIGHT_PX = 26;

const plain = new Intl.NumberFormat('en-US');

/** The colour that the style sheets give a name, for an element right now. */
const colourOf = (element: Element, name: string): string =>
  getComputedStyle(element).getPropertyValue(name).trim();

const lineColours = ['--line-1', '--line-2', '--line-3'] as const;
/** Told apart without colour too; the legend is drawn with the same. */
export const dashes: ReadonlyArray<ReadonlyArray<number>> = [[], [7, 4], [2, 3]];

/** Hatches the heights of which nothing is known, behind the lines. */
const hatch = (plot: uPlot, gaps: ReadonlyArray<Stretch>, ground: string, ink: string): void => {
  const { ctx, bbox } = plot;
  const step = 7 * devicePixelRatio;
  ctx.save();
  for (const { from, to } of gaps) {
    const left = Math.max(bbox.left, plot.valToPos(from - 0.5, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to + 0.5, 'x', true));
    if (right <= left) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, Math.max(devicePixelRatio, right - left), bbox.height);
    ctx.clip();
    ctx.fillStyle = ground;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.beginPath();
    for (let x = left - bbox.height; x < right; x += step) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.strokeStyle = ink;
    ctx.lineWidth = devicePixelRatio;
    ctx.stroke();
    ctx.restore();
  }
  ctx.restore();
};

/** Points that no line reaches, since nothing is known on either side. */
const lonely = (plot: uPlot, series: number): number[] => {
  const values = Array.from(plot.data[series] ?? []);
  return values.flatMap((value, index) =>
    value != null && values[index - 1] == null && values[index + 1] == null ? [index] : [],
  );
};

const seriesOf = (element: Element, lines: number, isBand: boolean): uPlot.Series[] =>
  Array.from({ length: lines }, (_, index) => {
    const stroke = colourOf(element, lineColours[index] ?? lineColours[0]);
    return {
      stroke,
      width: isBand && index !== 1 ? 1 : 1.5,
      ...((dashes[index] ?? []).length === 0 || isBand ? {} : { dash: [...(dashes[index] ?? [])] }),
      ...(lines === 1 ? { fill: colourOf(element, '--line-fill') } : {}),
      points: { size: 5, fill: stroke, filter: lonely },
    };
  });

/** From the first height to the last, with room for a second one; uPlot makes a hundred of a single one. */
const acrossHeights = ({ data: [heights] }: uPlot): [number, number] => {
  const first = heights[0] ?? 0;
  return [first - 0.5, Math.max(heights.at(-1) ?? 0, first + 1) + 0.5];
};

/** How a chart over heights is drawn, in the colours of the moment. */
export const optionsOf = (
  element: HTMLElement,
  lines: number,
  isBand: boolean,
  gaps: () => ReadonlyArray<Stretch>,
  onPlace: (place: number | null) => void,
): uPlot.Options => {
  const grid = { stroke: colourOf(element, '--rule'), width: 1 };
  const stroke = colourOf(element, '--dim');
  const axis = { stroke, font: '12px system-ui, sans-serif', ticks: { show: false }, grid };
  const [ground, ink] = [colourOf(element, '--gap'), colourOf(element, '--warn')];
  return {
    width: Math.max(80, element.clientWidth),
    height: element.clientHeight,
    padding: [8, RIGHT_PX, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: false, range: acrossHeights },
      y: { range: (_, min, max) => [Math.min(0, min ?? 0), Math.max(max ?? 0, 0) * 1.08 || 1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 26,
        space: 84,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5],
        values: (_, splits) => splits.map((height) => plain.format(height)),
      },
      {
        ...axis,
        size: AXIS_PX,
        space: 34,
        values: (_plot, splits, _axis, _space, step) => [...axisFigures(splits, step)],
      },
    ],
    series: [{}, ...seriesOf(element, lines, isBand)],
    ...(isBand ? { bands: [{ series: [1, lines], fill: colourOf(element, '--line-fill') }] } : {}),
    hooks: {
      drawClear: [(plot) => hatch(plot, gaps(), ground, ink)],
      setCursor: [({ cursor }) => onPlace(cursor.idx ?? null)],
    },
  };
};
