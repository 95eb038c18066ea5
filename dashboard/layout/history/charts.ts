import type { BlockPoint, PredictedPoint } from '../../server/history/answers.ts';

/** One line of a chart, from a point of an answer. */
export interface Line<Point> {
  readonly name: string;
  readonly unit: string;
  /** Null where it is not known. */
  readonly value: (point: Point) => number | null;
  /** Decimals that are told. */
  readonly decimals: number;
}

/** One chart over the heights of a range. */
export interface Chart<Point> {
  readonly id: string;
  readonly title: string;
  readonly lines: ReadonlyArray<Line<Point>>;
  /** Whether the space between the first line and the last is filled. */
  readonly isBand: boolean;
}

/** Without the digits that only the arithmetic brings along, and a file would keep: 0.48095445000000003. */
const scaled = (value: number | null, factor: number): number | null =>
  value === null ? null : Number((value * factor).toPrecision(12));

const rateLine = (name: string, value: Line<BlockPoint>['value']): Line<BlockPoint> => ({
  name,
  unit: 'sat/vB',
  value,
  decimals: 2,
});

/** What is told of mined blocks; of a point of several, of one block on average. */
export const blockCharts: ReadonlyArray<Chart<BlockPoint>> = [
  {
    id: 'fees',
    title: 'Fees per block',
    isBand: false,
    lines: [
      { name: 'Fees', unit: 'BTC', value: ({ feeSats }) => scaled(feeSats, 1e-8), decimals: 4 },
    ],
  },
  {
    id: 'rates',
    title: 'Fee rates',
    isBand: true,
    lines: [
      rateLine('Top tenth', ({ p90Rate }) => p90Rate),
      rateLine('Median', ({ medianRate }) => medianRate),
      rateLine('Bottom tenth', ({ p10Rate }) => p10Rate),
    ],
  },
  {
    id: 'size',
    title: 'Weight and size',
    isBand: false,
    lines: [
      { name: 'Weight', unit: 'MWU', value: ({ weight }) => scaled(weight, 1e-6), decimals: 3 },
      { name: 'Size', unit: 'MB', value: ({ sizeBytes }) => scaled(sizeBytes, 1e-6), decimals: 2 },
    ],
  },
  {
    id: 'transactions',
    title: 'Transactions per block',
    isBand: false,
    lines: [
      { name: 'Transactions', unit: '', value: ({ transactions }) => transactions, decimals: 0 },
    ],
  },
  {
    id: 'interval',
    title: 'Interval',
    isBand: false,
    lines: [
      {
        name: 'Interval',
        unit: 'min',
        value: ({ intervalSeconds }) => scaled(intervalSeconds, 1 / 60),
        decimals: 1,
      },
    ],
  },
];

const percentLine = (name: string, value: Line<PredictedPoint>['value']): Line<PredictedPoint> => ({
  name,
  unit: '%',
  value: (point) => scaled(value(point), 100),
  decimals: 1,
});

/** How much of what was mined had been projected a moment before. */
export const predictedChart: Chart<PredictedPoint> = {
  id: 'predicted',
  title: 'Predicted against mined',
  isBand: false,
  lines: [
    percentLine('As projected', ({ shareMatched }) => shareMatched),
    percentLine('By the source', ({ sourceShareMatched }) => sourceShareMatched),
    percentLine('Surprises', ({ shareSurprising }) => shareSurprising),
  ],
};
