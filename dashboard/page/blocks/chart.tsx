import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Chart } from '../../layout/history/charts.ts';
import { stretchesWithout } from '../../layout/history/gaps.ts';
import { figureOf, heightsOf } from '../../layout/history/told.ts';
import { TableOf, type Column } from '../table.tsx';
import { fullTime } from '../time.ts';
import { dashes } from './paint.ts';
import { drawPlot, type Plot } from './plot.ts';
import { placeOf, pointedHeight, toldHeight } from './store.ts';

interface Point {
  readonly fromHeight: number;
  readonly toHeight: number;
  readonly blocks: number;
  readonly minedAt?: string | null;
}

interface ChartProps<P extends Point> {
  readonly chart: Chart<P>;
  readonly points: ReadonlyArray<P>;
}

/** A piece of a line as it is drawn. */
const Swatch = ({ place, isBand }: { readonly place: number; readonly isBand: boolean }) => (
  <svg class={`line line-${place + 1}`} viewBox="0 0 22 8" width="22" height="8" aria-hidden="true">
    <path d="M0 4H22" stroke-dasharray={isBand ? '' : (dashes[place] ?? []).join(' ')} />
  </svg>
);

/** The figures of the pointed point, of none where this chart does not reach it; else of the newest. */
const Readout = <P extends Point>({ chart, points }: ChartProps<P>) => {
  const point = points[placeOf(points, toldHeight.value)];
  return (
    <span class="readout num">
      {chart.lines.map((line, place) => (
        <span key={line.name}>
          {chart.lines.length === 1 ? null : (
            <>
              <Swatch place={place} isBand={chart.isBand} /> {line.name}{' '}
            </>
          )}
          <b>{point === undefined ? '–' : figureOf(line, point)}</b>
        </span>
      ))}
    </span>
  );
};

const columnsOf = <P extends Point>({ lines }: Chart<P>): [Column<P>, ...Array<Column<P>>] => [
  { name: 'From height', value: ({ fromHeight }) => fromHeight, words: heightsOf },
  { name: 'To height', value: ({ toHeight }) => toHeight },
  { name: 'Blocks held', value: ({ blocks }) => blocks },
  {
    name: 'Mined',
    value: ({ minedAt }) => minedAt ?? null,
    words: ({ minedAt }) => (minedAt == null ? 'not known' : fullTime(minedAt)),
  },
  ...lines.map((line) => ({
    name: line.unit === '' ? line.name : `${line.name}, ${line.unit}`,
    value: line.value,
    words: (point: P) => figureOf(line, point),
  })),
];

/** Where the crosshair stands among points; null: nowhere. */
const crosshairAmong = (points: ReadonlyArray<Point>): number | null =>
  toldHeight.value === null ? null : placeOf(points, toldHeight.value);

/** One chart over heights, with the crosshair that all of them share. */
export const HistoryChart = <P extends Point>({ chart, points }: ChartProps<P>) => {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const shownPoints = useRef(points);
  shownPoints.current = points;

  useEffect(() => {
    if (element.current === null) return undefined;
    const drawn = drawPlot(
      element.current,
      chart.lines.length,
      chart.isBand,
      (height) => (pointedHeight.value = height),
    );
    plot.current = drawn;
    const unfollow = effect(() => {
      drawn.point(crosshairAmong(shownPoints.current));
    });
    return () => {
      unfollow();
      drawn.stop();
    };
  }, []);
  useEffect(() => {
    plot.current?.show(
      points.map(({ fromHeight }) => fromHeight),
      chart.lines.map(({ value }) => points.map(value)),
      stretchesWithout(points),
    );
    plot.current?.point(crosshairAmong(points)); // the same height may have another place now
  }, [points]);

  return (
    <figure data-chart={chart.id}>
      <figcaption>
        <h3>{chart.title}</h3>
        <Readout chart={chart} points={points} />
      </figcaption>
      <div
        class={points.length === 0 ? 'plot nothing' : 'plot'}
        ref={element}
        role="img"
        aria-label={`${chart.title} over block height; the slider above reads out each point, the table below has every figure`}
      />
      <TableOf
        caption={`${chart.title}, mined blocks`}
        columns={columnsOf(chart)}
        rows={points.toReversed()}
        fileName={`blocks-${chart.id}`}
      />
    </figure>
  );
};
