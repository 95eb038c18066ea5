import { sparkOf, type Priced } from '../../layout/history/spark.ts';

const WIDTH = 120;
const HEIGHT = 28;
/** Half of the line, so that none of it is cut off. */
const EDGE = 2;

const place = ([x, y]: readonly [number, number]): string =>
  `${(EDGE + x * (WIDTH - 2 * EDGE)).toFixed(1)},${(HEIGHT - EDGE - y * (HEIGHT - 2 * EDGE)).toFixed(1)}`;

interface SparkLineProps {
  readonly points: ReadonlyArray<Priced>;
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

/** How a price went, without figures: those stand beside it and in the table. */
export const SparkLine = ({ points, fromMs, toMs, stepMs }: SparkLineProps) => {
  const spark = sparkOf(points, fromMs, toMs, stepMs);
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {spark?.runs.map((run) => (
        // a run of one point is drawn twice, which makes a dot
        <polyline
          key={run[0]?.[0]}
          points={(run.length === 1 ? [...run, ...run] : run).map(place).join(' ')}
        />
      ))}
    </svg>
  );
};
