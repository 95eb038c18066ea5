import type { Stream } from '@bitcoin-pipeline/model';
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import type { Construct } from './cdktf.ts';
import { AwsStack } from './constructs/aws-stack.ts';
import type { StackProps } from './constructs/environment-stack.ts';
import { nameOf, type Alarm } from './monitoring/alarm.ts';
import { alarmsOf } from './monitoring/alarms.ts';
import { dashboardBody } from './monitoring/dashboard.ts';
import { monthCost } from './monitoring/month-cost.ts';

export interface MonitoringStackProps extends StackProps {
  /** The catalogue's, by name. */
  readonly streams: Readonly<Record<string, Stream>>;
}

const comparison = { above: 'GreaterThanThreshold', below: 'LessThanThreshold' } as const;

/** Who is told, of what, and one page with all of it. Each alarm has its entry in docs/runbook.md. */
export class MonitoringStack extends AwsStack {
  constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    super(scope, id, props);
    const { deployment, names } = props;
    const topic = new SnsTopic(this, 'alarms', { name: names.alarms });
    new SnsTopicSubscription(this, 'e-mail', {
      topicArn: topic.arn,
      protocol: 'email',
      endpoint: deployment.email,
    });
    const alarms = alarmsOf(props);
    for (const alarm of alarms) this.#alarm(alarm, names.alarm(nameOf(alarm)), topic);
    new CloudwatchDashboard(this, 'dashboard', {
      dashboardName: names.base,
      dashboardBody: dashboardBody({
        alarms,
        region: deployment.region,
        arnOf: (alarm) => names.alarmArn(nameOf(alarm)),
      }),
    });
    monthCost(this, props);
  }

  #alarm(alarm: Alarm, alarmName: string, topic: SnsTopic): void {
    const { kind, means, metric, when, periods, periodSeconds, silence } = alarm;
    new CloudwatchMetricAlarm(this, nameOf(alarm), {
      alarmName,
      alarmDescription: `${means} What to do: docs/runbook.md#${kind}`,
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { ...metric.dimensions },
      statistic: metric.statistic,
      comparisonOperator: comparison[when.is],
      threshold: when.threshold,
      period: periodSeconds,
      evaluationPeriods: periods,
      treatMissingData: silence === 'bad' ? 'breaching' : 'notBreaching',
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    });
  }
}
