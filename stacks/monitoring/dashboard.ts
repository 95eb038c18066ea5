import { nameOf, type Alarm } from './alarm.ts';

export interface DashboardProps {
  readonly alarms: ReadonlyArray<Alarm>;
  readonly region: string;
  /** Of an alarm's name. */
  readonly arnOf: (alarm: Alarm) => string;
}

const WIDTH = 24;
const COLUMNS = 3;
const ROW_HEIGHT = 6;
const STATES_HEIGHT = 4;

/** The alarms of each kind: they share a chart. */
const byKind = (alarms: ReadonlyArray<Alarm>): ReadonlyMap<string, ReadonlyArray<Alarm>> => {
  const kinds = new Map<string, ReadonlyArray<Alarm>>();
  for (const alarm of alarms) kinds.set(alarm.kind, [...(kinds.get(alarm.kind) ?? []), alarm]);
  return kinds;
};

const plotted = ({ of, metric, periodSeconds: period }: Alarm) => [
  metric.namespace,
  metric.name,
  ...Object.entries(metric.dimensions).flat(),
  { label: of ?? metric.name, stat: metric.statistic, period },
];

const unitsOf = (alarms: ReadonlyArray<Alarm>): string =>
  [...new Set(alarms.map(({ metric }) => metric.unit.toLowerCase()))].join(', ');

const chart = (kind: string, alarms: ReadonlyArray<Alarm>, place: number, region: string) => ({
  type: 'metric',
  x: (place % COLUMNS) * (WIDTH / COLUMNS),
  y: STATES_HEIGHT + Math.floor(place / COLUMNS) * ROW_HEIGHT,
  width: WIDTH / COLUMNS,
  height: ROW_HEIGHT,
  properties: {
    title: `${kind} (${unitsOf(alarms)})`,
    region,
    view: 'timeSeries',
    metrics: alarms.map(plotted),
    annotations: {
      horizontal: [...new Set(alarms.map(({ when }) => when.threshold))].map((value) => ({
        label: 'alarm',
        value,
      })),
    },
  },
});

/** The states of all alarms, below them each figure with its threshold. */
export const dashboardBody = ({ alarms, region, arnOf }: DashboardProps): string =>
  JSON.stringify({
    widgets: [
      {
        type: 'alarm',
        x: 0,
        y: 0,
        width: WIDTH,
        height: STATES_HEIGHT,
        properties: {
          title: 'Alarms',
          alarms: alarms.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b))).map(arnOf),
        },
      },
      ...[...byKind(alarms)].map(([kind, ofKind], place) => chart(kind, ofKind, place, region)),
    ],
  });
