import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { alarmIn, stateAt, type AlarmDefinition } from '../../../rehearsal/aws/alarm.ts';

const noData: AlarmDefinition = {
  alarm_name: 'no-data',
  namespace: 'AWS/Firehose',
  metric_name: 'IncomingRecords',
  dimensions: {},
  statistic: 'Sum',
  period: 300,
  evaluation_periods: 2,
  threshold: 1,
  comparison_operator: 'LessThanThreshold',
  treat_missing_data: 'breaching',
  alarm_actions: [],
};
const MINUTE_MS = 60_000;
const noonMs = Date.UTC(2026, 10, 30, 12);
const came = [{ atMs: noonMs, value: 7 }];

it.each([
  [4, 'OK'],
  [9, 'OK'],
  [10, 'ALARM'],
] as const)('%i minutes after the last lines silence is %s', (minutes, state) => {
  expect(stateAt(noData, came, noonMs + minutes * MINUTE_MS)).toBe(state);
});

it('a value is as good as silence is bad', () => {
  const late = noonMs + 10 * MINUTE_MS;
  expect(stateAt(noData, [...came, { atMs: late, value: 1 }], late)).toBe('OK');
  expect(stateAt(noData, [...came, { atMs: late, value: 0 }], late)).toBe('ALARM');
});

it('where silence is good only values are bad', () => {
  const full: AlarmDefinition = {
    ...noData,
    evaluation_periods: 1,
    threshold: 50,
    comparison_operator: 'GreaterThanThreshold',
    treat_missing_data: 'notBreaching',
  };
  expect(stateAt(full, [], noonMs)).toBe('OK');
  expect(stateAt(full, [{ atMs: noonMs, value: 50 }], noonMs)).toBe('OK');
  expect(stateAt(full, [{ atMs: noonMs, value: 51 }], noonMs)).toBe('ALARM');
});

it('an alarm that does otherwise where no value comes is not judged', () => {
  expect(alarmIn(noData)).toSatisfy(E.isRight);
  expect(alarmIn({ ...noData, treat_missing_data: 'missing' })).toSatisfy(E.isLeft);
});
