import type { ToldPoint } from '../../__tests__/support/aws/embedded-metrics.ts';
import type { AlarmDefinition, Datapoint } from '../../rehearsal/aws/alarm.ts';
import { askJson, type Asking } from './ask.ts';

const API = 'GraniteServiceVersion20100801';

const listed = (dimensions: Readonly<Record<string, unknown>>) =>
  Object.entries(dimensions).map(([Name, value]) => ({ Name, Value: String(value) }));

/** As CloudWatch takes them out of a log. */
export const putPoints = async (
  asking: Asking,
  points: ReadonlyArray<ToldPoint>,
): Promise<void> => {
  for (const namespace of new Set(points.map((point) => point.namespace)))
    await askJson(asking, 'monitoring', `${API}.PutMetricData`, {
      Namespace: namespace,
      MetricData: points
        .filter((point) => point.namespace === namespace)
        .map(({ name, dimensions, value, atMs }) => ({
          MetricName: name,
          Dimensions: listed(dimensions),
          Value: value,
          Timestamp: atMs / 1000,
        })),
    });
};

type Statistics = Readonly<Record<AlarmDefinition['statistic'], number>>;

/** What the server holds of an alarm's metric, by the alarm's own periods and statistic. */
export const pointsOf = async (
  asking: Asking,
  alarm: AlarmDefinition,
  sinceMs: number,
): Promise<ReadonlyArray<Datapoint>> => {
  const { Datapoints } = await askJson<{
    readonly Datapoints: ReadonlyArray<Statistics & { readonly Timestamp: string | number }>;
  }>(asking, 'monitoring', `${API}.GetMetricStatistics`, {
    Namespace: alarm.namespace,
    MetricName: alarm.metric_name,
    Dimensions: listed(alarm.dimensions),
    Statistics: [alarm.statistic],
    Period: alarm.period,
    StartTime: sinceMs / 1000,
    EndTime: Date.now() / 1000 + alarm.period,
  });
  return Datapoints.map((point) => ({
    atMs:
      typeof point.Timestamp === 'number' ? point.Timestamp * 1000 : Date.parse(point.Timestamp),
    value: point[alarm.statistic],
  }));
};

/** What sets an alarm off in the service, and makes it do what it does then. */
export const setAlarm = async (asking: Asking, alarm: string, reason: string): Promise<void> => {
  await askJson(asking, 'monitoring', `${API}.SetAlarmState`, {
    AlarmName: alarm,
    StateValue: 'ALARM',
    StateReason: reason,
  });
};
