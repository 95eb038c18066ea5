import uPlot from 'uplot';

/** A stretch of heights, both ends included. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A bar chart over block height that fills its element and follows its size and the colour scheme. */
export interface Bars {
  readonly show: (
    heights: ReadonlyArray<number>,
    values: ReadonlyArray<number | null>,
    gaps: ReadonlyArray<Stretch>,
  ) => void;
  readonly stop: () => void;
}

/** Below this a bar and the space beside it run into one. */
const PX_PER_BLOCK = 5;

/** Room for the figures beside the bars. */
const AXIS_PX = 44;

/** Room for half of the last height. */
const RIGHT_PX = 24;

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });
const plain = new Intl.NumberFormat('en-US');

/** As many of the newest heights as can be told apart. */
const newest = (widthPx: number, min: number, max: number): [number, number] => [
  Math.max(min, max - Math.floor((widthPx - AXIS_PX - RIGHT_PX) / PX_PER_BLOCK)) - 0.6,
  max + 0.6,
];

/** Marks the heights that are not known, behind the bars. */
const shade = (plot: uPlot, gaps: ReadonlyArray<Stretch>, colour: string): void => {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour;
  for (const { from, to } of gaps) {
    const left = plot.valToPos(from - 0.5, 'x', true);
    const right = plot.valToPos(to + 0.5, 'x', true);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
};

/** Draws into an element; `onPoint` hears the height under the pointer, null when it leaves. */
export const drawBars = (element: HTMLElement, onPoint: (height: number | null) => void): Bars => {
  let gaps: ReadonlyArray<Stretch> = [];
  let data: uPlot.AlignedData = [[], []];
  const colour = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
  const bars = uPlot.paths.bars?.({ size: [0.75, 36], align: 0 });

  const make = (): uPlot => {
    const dim = colour('--dim');
    const grid = { stroke: colour('--rule'), width: 1 };
    const axis = { stroke: dim, font: '12px system-ui, sans-serif', ticks: { show: false }, grid };
    return new uPlot(
      {
        width: Math.max(80, element.clientWidth),
        height: element.clientHeight,
        padding: [8, RIGHT_PX, 0, 0],
        legend: { show: false },
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: false, y: false },
          sync: { key: 'blocks' },
        },
        scales: {
          x: { time: false, range: (self, min, max) => newest(self.width, min, max) },
          y: { range: (_, min, max) => [Math.min(0, min ?? 0), Math.max(max ?? 0, 0) * 1.08 || 1] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 26,
            space: 84,
            incrs: [1, 2, 5, 10, 20, 50, 100],
            values: (_, splits) => splits.map((height) => plain.format(height)),
          },
          {
            ...axis,
            size: AXIS_PX,
            space: 34,
            values: (_, splits) => splits.map((value) => compact.format(value)),
          },
        ],
        series: [
          {},
          {
            fill: colour('--accent'),
            stroke: 'transparent',
            width: 0,
            points: { show: false },
            ...(bars === undefined ? {} : { paths: bars }),
          },
        ],
        hooks: {
          drawClear: [(plot) => shade(plot, gaps, colour('--gap'))],
          setCursor: [
            (plot) => {
              const { idx } = plot.cursor;
              onPoint(idx == null ? null : (plot.data[0][idx] ?? null));
            },
          ],
        },
      },
      data,
      element,
    );
  };

  let plot = make();
  const resized = new ResizeObserver(() =>
    plot.setSize({ width: Math.max(80, element.clientWidth), height: element.clientHeight }),
  );
  resized.observe(element);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const repaint = (): void => {
    plot.destroy();
    plot = make();
  };
  dark.addEventListener('change', repaint);

  return {
    show: (heights, values, missing) => {
      gaps = missing;
      data = [[...heights], [...values]];
      plot.setData(data);
    },
    stop: () => {
      resized.disconnect();
      dark.removeEventListener('change', repaint);
      plot.destroy();
    },
  };
};
