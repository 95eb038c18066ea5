import { streams } from '@bitcoin-pipeline/model';
import type { Names } from '../../../stacks/names.ts';
import type { EngineCall } from '../stacks/engine-call.ts';

/** What the commands of `operate/` call in AWS, by the role that runs them. IAM judges each, and tests make no other. */
export const operationCalls = (
  names: Names,
): Readonly<Record<string, ReadonlyArray<EngineCall>>> => {
  const group = names.arn(
    'autoscaling',
    `autoScalingGroup:6f1c:autoScalingGroupName/${names.listener}`,
  );
  const schedule = names.arn('scheduler', `schedule/default/${names.poller}`);
  const artifact = `${names.artifactsArn}/${names.listenerArtifactKey('0a1b')}`;
  const record = (name: string): string => `${names.stateArn}/${names.recordKey(name)}`;
  const kept = (...which: ReadonlyArray<string>): ReadonlyArray<EngineCall> =>
    which.flatMap((name): ReadonlyArray<EngineCall> => [
      ['s3:GetObject', record(name)],
      ['s3:PutObject', record(name)],
    ]);
  const lake: EngineCall = ['s3:ListBucket', names.lakeArn];
  const lookAtGroup: EngineCall = ['autoscaling:DescribeAutoScalingGroups', '*'];
  const lookAtRefreshes: EngineCall = ['autoscaling:DescribeInstanceRefreshes', '*'];
  const log: EngineCall = ['logs:FilterLogEvents', names.logGroupArn(names.listenerLogGroup)];
  const object = 'dt=2026-11-30/hr=10/a.ndjson.gz';
  const filledIn = [
    names.lakeDescriptionKey,
    names.pollerStateKey,
    ...(['block-metadata', 'conversions', 'feed-health', 'quarantine'] as const).map(
      (stream) => `${streams[stream].prefix}${object}`,
    ),
  ]
    .map(names.lakeObjectsArn)
    .flatMap((arn): ReadonlyArray<EngineCall> => [
      ['s3:GetObject', arn],
      ['s3:PutObject', arn],
    ]);
  return {
    plan: [['s3:GetObject', record('deployed')]],
    apply: [
      ...kept('hold', 'deployed'),
      lake,
      ['s3:ListBucket', names.artifactsArn],
      ['s3:GetObject', artifact],
      ['s3:PutObject', artifact],
      lookAtGroup,
      lookAtRefreshes,
      ['autoscaling:UpdateAutoScalingGroup', group],
      ['autoscaling:StartInstanceRefresh', group],
    ],
    destroy: [
      ...kept('hold', 'listener'),
      lake,
      lookAtGroup,
      ['autoscaling:SetDesiredCapacity', group],
      log,
    ],
    operate: [
      ...kept('hold', 'listener'),
      lake,
      lookAtGroup,
      lookAtRefreshes,
      ['autoscaling:SetDesiredCapacity', group],
      ['autoscaling:StartInstanceRefresh', group],
      ['scheduler:GetSchedule', schedule],
      ['scheduler:UpdateSchedule', schedule],
      [
        'iam:PassRole',
        names.roleArn('poller-schedule'),
        { 'iam:PassedToService': 'scheduler.amazonaws.com' },
      ],
      log,
      ...filledIn,
    ],
  };
};
