import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** An alarm as the applied state has it, as much of it as decides. */
export const AlarmDefinition = t.type({
  alarm_name: t.string,
  namespace: t.string,
  metric_name: t.string,
  dimensions: t.record(t.string, t.string),
  statistic: t.union([t.literal('Sum'), t.literal('Maximum'), t.literal('Average')]),
  period: t.number,
  evaluation_periods: t.number,
  threshold: t.number,
  comparison_operator: t.union([t.literal('GreaterThanThreshold'), t.literal('LessThanThreshold')]),
  treat_missing_data: t.union([t.literal('breaching'), t.literal('notBreaching')]),
  alarm_actions: t.readonlyArray(t.string),
});
export type AlarmDefinition = t.TypeOf<typeof AlarmDefinition>;

/** The alarm's statistic of one period. */
export interface Datapoint {
  /** When the period began. */
  readonly atMs: number;
  readonly value: number;
}

type AlarmState = 'ALARM' | 'OK';

const isBad = (
  { comparison_operator: comparison, threshold, treat_missing_data: missing }: AlarmDefinition,
  value: number | undefined,
): boolean => {
  if (value === undefined) return missing === 'breaching';
  return comparison === 'GreaterThanThreshold' ? value > threshold : value < threshold;
};

/**
 * What CloudWatch would make of it at a moment, by the definition: it is an alarm when each of the last periods is
 * bad. Periods are whole ones of the clock, and the newest is the one under way.
 */
export const stateAt = (
  alarm: AlarmDefinition,
  points: ReadonlyArray<Datapoint>,
  atMs: number,
): AlarmState => {
  const periodMs = alarm.period * 1000;
  const newestMs = Math.floor(atMs / periodMs) * periodMs;
  const values = Array.from({ length: alarm.evaluation_periods }, (_, back) => {
    const beganMs = newestMs - back * periodMs;
    return points.find((point) => point.atMs === beganMs)?.value;
  });
  return values.every((value) => isBad(alarm, value)) ? 'ALARM' : 'OK';
};

/** Left: it is of a kind that is not judged here. */
export const alarmIn = (values: unknown): E.Either<string, AlarmDefinition> =>
  AlarmDefinition.is(values)
    ? E.right(values)
    : E.left(`an alarm is not as it is judged here: ${JSON.stringify(values)}`);
