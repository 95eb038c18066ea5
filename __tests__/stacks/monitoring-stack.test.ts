import { streamNames } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { metricsOfListener } from '../../cli/operation/metrics.ts';
import type { Figures } from '../../cli/operation/stats.ts';
import { turnMetrics } from '../../poller/operation/metrics.ts';
import { agentConfig } from '../../stacks/listener/agent-config.ts';
import { namesOf } from '../../stacks/names.ts';
import { deploymentWith } from '../support/stacks/deployment.ts';
import { ofType, placedIn, synthesise, theOne } from '../support/stacks/synthesised.ts';

const deployment = deploymentWith();
const names = namesOf(deployment);
const all = synthesise(deployment);
const monitoring = all['monitoring'];
const alarms = ofType(monitoring, 'aws_cloudwatch_metric_alarm') as ReadonlyArray<{
  readonly alarm_name: string;
  readonly namespace: string;
  readonly metric_name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly [attribute: string]: unknown;
}>;
const alarm = (name: string) => alarms.find((each) => each.alarm_name === names.alarm(name));

/** Metrics of a document in the embedded format, by name, with their dimensions. */
const metricsIn = (json: string): ReadonlyMap<string, unknown> => {
  const document = JSON.parse(json) as {
    readonly _aws: {
      readonly CloudWatchMetrics: ReadonlyArray<{
        readonly Dimensions: ReadonlyArray<ReadonlyArray<string>>;
        readonly Metrics: ReadonlyArray<{ readonly Name: string }>;
      }>;
    };
  };
  return new Map(
    document._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
      Metrics.map(({ Name }) => [Name, Dimensions] as const),
    ),
  );
};

const figures: Figures = {
  framesIn: 0,
  linesIn: 0,
  linesOut: 0,
  bytesOut: 0,
  recordsOut: 0,
  fragmentsQuarantined: 0,
  spoolBytes: 0,
  spoolUsedPercent: 0,
  spoolUnsyncedBytes: 0,
  lagSeconds: 0,
  putFailures: {},
  syncMillisecondsMax: 0,
  eventLoopDelayP99Milliseconds: 0,
  gapOpenSeconds: 0,
  coveragePercent: 100,
  streams: Object.fromEntries(
    streamNames.map((each) => [each, { linesOut: 0, lagSeconds: 0 }]),
  ) as Figures['streams'],
};
const turn: Parameters<typeof turnMetrics>[0] = {
  durationMs: 0,
  requests: 0,
  blocksWritten: 0,
  fragmentsQuarantined: 0,
  reorganisations: 0,
  racesLost: 0,
  sourceFaults: {},
  lakeFaults: 0,
  stateFaults: 0,
  held: null,
};

describe('every alarm', () => {
  it('is on a metric that is there', () => {
    const listener = metricsIn(metricsOfListener(figures, deployment, Date.now()));
    const poller = metricsIn(turnMetrics(turn, deployment, Date.now()));
    const clock = new Map([['ClockOffsetMilliseconds', [['environment', 'network']]]]); // clock-offset.test.ts
    const ours = alarms.filter(({ namespace }) => namespace === 'BitcoinPipeline');
    const known = new Map<string, unknown>([...listener, ...poller, ...clock]);
    for (const { metric_name: name, dimensions } of ours)
      expect(known.get(name), name).toStrictEqual([Object.keys(dimensions)]);
    expect(
      [...known.keys()].filter((name) => !ours.some((each) => each.metric_name === name)),
      'each costs something: nothing is told that no alarm looks at',
    ).toStrictEqual([]);
  });

  it('on the machine asks for what the agent gathers', () => {
    const { metrics } = JSON.parse(agentConfig(names, deployment.environment)) as {
      readonly metrics: {
        readonly aggregation_dimensions: ReadonlyArray<ReadonlyArray<string>>;
        readonly metrics_collected: Readonly<
          Record<string, { readonly measurement: ReadonlyArray<string> }>
        >;
      };
    };
    const gathered = Object.values(metrics.metrics_collected).flatMap((each) => each.measurement);
    const onHost = alarms.filter(({ namespace }) => namespace === names.hostNamespace);
    expect(onHost).toHaveLength(3);
    for (const { metric_name: name, dimensions } of onHost) {
      expect(gathered).toContain(name);
      expect(metrics.aggregation_dimensions).toContainEqual(Object.keys(dimensions));
    }
  });

  it('on what lies in other stacks names something that is there', () => {
    const there = new Set(
      placedIn(all).map(
        ({ type, resource }) => `${type} ${String(resource['function_name'] ?? resource['name'])}`,
      ),
    );
    const typeOf = {
      AutoScalingGroupName: 'aws_autoscaling_group',
      DeliveryStreamName: 'aws_kinesis_firehose_delivery_stream',
      FunctionName: 'aws_lambda_function',
      QueueName: 'aws_sqs_queue',
      TopicName: 'aws_sns_topic',
    };
    const asked = alarms.flatMap(({ dimensions }) =>
      Object.entries(typeOf).flatMap(([dimension, type]) =>
        dimensions[dimension] === undefined ? [] : [`${type} ${dimensions[dimension]}`],
      ),
    );
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((name) => !there.has(name))).toStrictEqual([]);
  });

  it('tells by e-mail when it begins and when it is over', () => {
    const topic = ['${aws_sns_topic.alarms.arn}'];
    for (const each of alarms)
      expect(each).toMatchObject({ alarm_actions: topic, ok_actions: topic });
    expect(theOne(monitoring, 'aws_sns_topic_subscription')).toMatchObject({
      protocol: 'email',
      endpoint: deployment.email,
      topic_arn: '${aws_sns_topic.alarms.arn}',
    });
  });

  it('is looked at over no longer than CloudWatch allows, a day', () => {
    for (const { period, evaluation_periods: periods } of alarms)
      expect(Number(period) * Number(periods)).toBeLessThanOrEqual(86_400);
  });
});

describe('the alarms of a stream', () => {
  it.each(streamNames)('%s: whether anything comes, and whether it gets on', (stream) => {
    const silent = alarm(`no-data-${stream}`);
    if (stream === 'quarantine') expect(silent).toBeUndefined();
    else
      expect(silent).toMatchObject({
        metric_name: 'IncomingRecords',
        comparison_operator: 'LessThanThreshold',
        threshold: 1,
        treat_missing_data: 'breaching',
      });
    expect(alarm(`delivery-late-${stream}`)).toMatchObject({ threshold: 660 });
    expect(alarm(`delivery-throttled-${stream}`)).toMatchObject({ threshold: 0 });
  });

  it('do not miss prices of a test network, where no backend quotes any', () => {
    const signet = synthesise(
      deploymentWith({ network: 'signet', sourceUrl: 'https://mempool.space/signet' }),
    )['monitoring'];
    const missed = ofType(signet, 'aws_cloudwatch_metric_alarm')
      .map((each) => String(each['alarm_name']))
      .filter((name) => name.includes('-no-data-'));
    expect(missed).toHaveLength(3);
    expect(missed).not.toContain(names.alarm('no-data-conversions'));
  });

  it('let a regtest rest for as long as the listener asks for no snapshot', () => {
    const sourceUrl = 'https://backend.example.org';
    for (const [listenerAuditMinutes, isMissed] of [
      [0, false],
      [11, false],
      [10, true],
    ] as const) {
      const others = { network: 'regtest', sourceUrl, listenerAuditMinutes };
      const made = ofType(
        synthesise(deploymentWith(others))['monitoring'],
        'aws_cloudwatch_metric_alarm',
      ).map((each) => each['alarm_name']);
      expect(made.includes(names.alarm('no-data-mempool-block'))).toBe(isMissed);
      expect(made).toContain(names.alarm('no-data-feed-health'));
    }
  });

  it('allow for the buffer of Firehose', () => {
    const slow = synthesise(deploymentWith({ firehoseBufferSeconds: 900 }))['monitoring'];
    const late = ofType(slow, 'aws_cloudwatch_metric_alarm').filter(
      (each) => each['metric_name'] === 'DeliveryToS3.DataFreshness',
    );
    expect(late.map(({ threshold }) => threshold)).toStrictEqual(streamNames.map(() => 1500));
  });
});

it.each([
  ['gap-open', 'GreaterThanThreshold', 300, 60, 'notBreaching'],
  ['coverage', 'LessThanThreshold', 99, 3600, 'breaching'],
  ['quarantine', 'GreaterThanThreshold', 0, 300, 'notBreaching'],
  ['spool-half', 'GreaterThanThreshold', 50, 60, 'notBreaching'],
  ['cpu', 'GreaterThanThreshold', 80, 300, 'notBreaching'],
  ['clock', 'GreaterThanThreshold', 500, 300, 'breaching'],
  ['poller-not-called', 'LessThanThreshold', 1, 300, 'breaching'],
  ['dead-letters', 'GreaterThanThreshold', 0, 300, 'notBreaching'],
])(
  '%s goes off where the figure is %s %d over %d s',
  (name, comparison, threshold, period, missing) => {
    expect(alarm(name)).toMatchObject({
      comparison_operator: comparison,
      threshold,
      period,
      treat_missing_data: missing,
    });
  },
);

it('the month is told of by e-mail before and when its budget is spent', () => {
  expect(theOne(monitoring, 'aws_budgets_budget')).toMatchObject({
    limit_amount: '20.0',
    time_unit: 'MONTHLY',
    notification: [
      {
        notification_type: 'ACTUAL',
        threshold: 80,
        subscriber_email_addresses: [deployment.email],
      },
      { notification_type: 'ACTUAL', threshold: 100 },
      { notification_type: 'FORECASTED', threshold: 100 },
    ],
  });
});

it('the dashboard has the state of each alarm, and each figure with its threshold', () => {
  const { widgets } = JSON.parse(
    String(theOne(monitoring, 'aws_cloudwatch_dashboard')['dashboard_body']),
  ) as { readonly widgets: ReadonlyArray<{ readonly type: string; readonly properties: unknown }> };
  const text = JSON.stringify(widgets);
  for (const { alarm_name: name, metric_name: metric } of alarms) {
    expect(text).toContain(`alarm:${name}"`);
    expect(text).toContain(`"${metric}"`);
  }
});

it('a new stream has its alarms without a change of a stack', () => {
  const streams = { 'made-up': { prefix: 'p/', table: 't', description: 'Only here.' } };
  const made = synthesise(deployment, { streams, tables: [] })['monitoring'];
  const kinds = ofType(made, 'aws_cloudwatch_metric_alarm').map((each) => each['alarm_name']);
  for (const kind of ['no-data', 'delivery-late', 'delivery-throttled'])
    expect(kinds).toContain(names.alarm(`${kind}-made-up`));
});
