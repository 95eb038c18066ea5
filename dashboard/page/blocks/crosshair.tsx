import { blockCharts, predictedChart } from '../../layout/history/charts.ts';
import { figureOf, pointOf } from '../../layout/history/told.ts';
import { fullTime } from '../time.ts';
import { placeOf, pointedHeight, points, predicted, toldHeight } from './store.ts';

/** Everything that the charts show at one point, in one sentence. */
const toldAt = (place: number): string => {
  const point = points.value[place];
  if (point === undefined) return 'no blocks yet';
  const when = point.minedAt === null ? 'not held' : `mined ${fullTime(point.minedAt)}`;
  const foreseen = predicted.answer.value?.points.find(
    ({ fromHeight, toHeight }) => fromHeight <= point.fromHeight && point.fromHeight <= toHeight,
  );
  const figures = [
    ...blockCharts.flatMap(({ lines }) =>
      lines.map((line) => `${line.name} ${figureOf(line, point)}`),
    ),
    ...(foreseen === undefined
      ? []
      : predictedChart.lines.map((line) => `${line.name} ${figureOf(line, foreseen)}`)),
  ];
  return `${pointOf(point)}, ${when}: ${figures.join('; ')}`;
};

/** Moves the crosshair of all charts, by arrow keys too, and reads out what stands there. */
export const Crosshair = () => {
  const all = points.value;
  const place = placeOf(all, toldHeight.value);
  const point = all[place];
  return (
    <div class="crosshair">
      <input
        type="range"
        aria-label="Block under the crosshair"
        aria-valuetext={toldAt(place)}
        min={0}
        max={Math.max(0, all.length - 1)}
        value={Math.max(0, place)}
        disabled={all.length === 0}
        onInput={({ currentTarget }) =>
          (pointedHeight.value = all[Number(currentTarget.value)]?.fromHeight ?? null)
        }
        onBlur={() => (pointedHeight.value = null)}
      />
      <p class="where num">
        <b>{point === undefined ? 'No blocks yet' : pointOf(point)}</b>{' '}
        {point === undefined ? '' : point.minedAt === null ? 'not held' : fullTime(point.minedAt)}
      </p>
    </div>
  );
};
