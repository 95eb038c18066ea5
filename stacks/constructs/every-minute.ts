import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule/index.js';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from './environment-stack.ts';
import { trustedService } from './policy.ts';
import { Role } from './role.ts';

export interface EveryMinuteProps extends StackProps {
  readonly called: LambdaFunction;
  /** Where a call goes that could not be made. */
  readonly failures: SqsQueue;
  /** A call that is older is not made any more. */
  readonly eventAgeSeconds: number;
}

/** Calls the poller each minute. */
export const everyMinute = (scope: Construct, props: EveryMinuteProps): void => {
  const { deployment, names, called, failures, eventAgeSeconds } = props;
  const role = new Role(scope, 'schedule-role', {
    names,
    name: 'poller-schedule',
    description: 'The schedule calls the poller',
    trust: [trustedService('scheduler', deployment.awsAccount)],
    may: [
      { actions: ['lambda:InvokeFunction'], resources: [names.pollerArn] },
      { actions: ['sqs:SendMessage'], resources: [names.pollerFailuresArn] },
    ],
  });
  new SchedulerSchedule(scope, 'schedule', {
    name: names.poller,
    description: 'A turn of the poller each minute',
    scheduleExpression: 'rate(1 minute)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: called.arn,
      roleArn: role.arn,
      retryPolicy: { maximumEventAgeInSeconds: eventAgeSeconds, maximumRetryAttempts: 0 },
      deadLetterConfig: { arn: failures.arn },
    },
    lifecycle: { ignoreChanges: ['state'] }, // who stops it is not undone by an apply
    dependsOn: [role.policy],
  });
};
