import { streams, type StreamName } from '@bitcoin-pipeline/model';
import type { Statement } from '../constructs/policy.ts';
import type { Names } from '../names.ts';
import type { RoleDuty } from './subjects.ts';

/* What operations call beside the engine (`operate/`). */

const records = (
  names: Names,
  actions: ReadonlyArray<string>,
  ...which: ReadonlyArray<'hold' | 'listener' | 'deployed'>
): ReadonlyArray<Statement> => [
  // who may not list is told "denied" of a record that is not there
  { actions: ['s3:ListBucket'], resources: [names.stateArn] },
  { actions, resources: which.map((record) => `${names.stateArn}/${names.recordKey(record)}`) },
];

const READ = ['s3:GetObject'] as const;
const READ_AND_WRITE = ['s3:GetObject', 's3:PutObject'] as const;

/** To see when an object of a stream came last, or that the bucket is there. */
const lakeListed = ({ lakeArn }: Names): Statement => ({
  actions: ['s3:ListBucket'],
  resources: [lakeArn],
});

/** What the listener said last. IAM knows a log group with and without its end. */
const listenerLog = ({ logGroupArn, listenerLogGroup }: Names): Statement => ({
  actions: ['logs:FilterLogEvents'],
  resources: [logGroupArn(listenerLogGroup), `${logGroupArn(listenerLogGroup)}:*`],
});

const groupStopped = ({ listenerGroupArn }: Names): Statement => ({
  actions: ['autoscaling:SetDesiredCapacity'],
  resources: [listenerGroupArn],
});

/** A schedule is changed by writing it anew, its role among the rest. */
const pollerStopped = (names: Names): ReadonlyArray<Statement> => [
  {
    actions: ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'],
    resources: [names.arn('scheduler', `schedule/default/${names.poller}`)],
  },
  {
    actions: ['iam:PassRole'],
    resources: [names.roleArn('poller-schedule')],
    conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
  },
];

/** What a backfill writes, and reads again. */
const filledIn: ReadonlyArray<StreamName> = [
  'block-metadata',
  'conversions',
  'feed-health',
  'quarantine',
];

const backfilled = (names: Names): Statement => ({
  actions: READ_AND_WRITE,
  resources: [
    names.lakeDescriptionKey,
    names.pollerStateKey,
    ...filledIn.map((stream) => `${streams[stream].prefix}*`),
  ].map(names.lakeObjectsArn),
});

const operate = (names: Names): ReadonlyArray<Statement> => [
  ...records(names, READ_AND_WRITE, 'hold', 'listener'),
  groupStopped(names),
  { actions: ['autoscaling:StartInstanceRefresh'], resources: [names.listenerGroupArn] },
  {
    actions: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeInstanceRefreshes'],
    resources: ['*'],
  },
  ...pollerStopped(names),
  { actions: ['lambda:InvokeFunction'], resources: [names.pollerArn] },
  lakeListed(names),
  backfilled(names),
  listenerLog(names),
];

/** By duty; what the engine's own permissions have already is not said again. */
export const operations: Readonly<Record<RoleDuty, (names: Names) => ReadonlyArray<Statement>>> = {
  plan: (names) => records(names, READ, 'deployed'),
  apply: (names) => records(names, READ_AND_WRITE, 'hold', 'deployed'),
  destroy: (names) => [
    ...records(names, READ_AND_WRITE, 'hold', 'listener'),
    groupStopped(names),
    lakeListed(names),
    listenerLog(names),
  ],
  operate,
};
