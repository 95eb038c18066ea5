import type { Names } from '../names.ts';
import type { Alarm, Metric, Told } from './alarm.ts';

const PERIOD_SECONDS = 300;
const count = (
  namespace: string,
  name: string,
  dimensions: Metric['dimensions'],
  statistic: Metric['statistic'] = 'Sum',
): Metric => ({ namespace, name, dimensions, statistic, unit: 'Count' });

const scheduler = (kind: string, name: string, means: string): Alarm => ({
  kind,
  means,
  // the service tells by group alone, and ours is the account's
  metric: count('AWS/Scheduler', name, { ScheduleGroup: 'default' }),
  when: { is: 'above', threshold: 0 },
  periods: 1,
  periodSeconds: PERIOD_SECONDS,
  silence: 'good',
});

/** Of the function, what calls it, and what becomes of calls that fail. */
export const alarmsOfPoller = (names: Names, by: Told): ReadonlyArray<Alarm> => {
  const called = { FunctionName: names.poller };
  return [
    {
      kind: 'poller-errors',
      means: 'Turn after turn of the poller fails.',
      metric: count('AWS/Lambda', 'Errors', called),
      when: { is: 'above', threshold: 2 },
      periods: 1,
      periodSeconds: PERIOD_SECONDS,
      silence: 'good',
    },
    {
      kind: 'poller-not-called',
      means: 'For 10 minutes nobody has called the poller.',
      metric: count('AWS/Lambda', 'Invocations', called),
      when: { is: 'below', threshold: 1 },
      periods: 2,
      periodSeconds: PERIOD_SECONDS,
      silence: 'bad',
    },
    {
      kind: 'source-faults',
      means: 'For 15 minutes the source has not answered the poller.',
      metric: count('BitcoinPipeline', 'SourceFaults', { ...by }),
      when: { is: 'above', threshold: 2 },
      periods: 3,
      periodSeconds: PERIOD_SECONDS,
      silence: 'good',
    },
    scheduler('schedule-errors', 'TargetErrorCount', 'A call of the schedule was refused.'),
    scheduler('schedule-dropped', 'InvocationDroppedCount', 'A call of the schedule was given up.'),
    {
      kind: 'dead-letters',
      means: 'Calls of the poller that failed lie in the queue.',
      metric: count(
        'AWS/SQS',
        'ApproximateNumberOfMessagesVisible',
        { QueueName: names.pollerFailures },
        'Maximum',
      ),
      when: { is: 'above', threshold: 0 },
      periods: 1,
      periodSeconds: PERIOD_SECONDS,
      silence: 'good',
    },
  ];
};

/** Snowflake tells of each file that a pipe could not load. */
export const alarmsOfPipes = (names: Names): ReadonlyArray<Alarm> => [
  {
    kind: 'pipe-errors',
    means: 'Snowflake could not load a file of the lake.',
    metric: count('AWS/SNS', 'NumberOfMessagesPublished', { TopicName: names.pipeErrors }),
    when: { is: 'above', threshold: 0 },
    periods: 1,
    periodSeconds: PERIOD_SECONDS,
    silence: 'good',
  },
];
