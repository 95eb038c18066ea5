import type { Statement } from '../constructs/policy.ts';
import type { Names } from '../names.ts';

/** What the service itself calls: `lake/ends/firehose.ts`. */
const service = (names: Names, streams: ReadonlyArray<string>): ReadonlyArray<Statement> => [
  { actions: ['firehose:PutRecordBatch'], resources: streams.map(names.deliveryStreamArn) },
];

/** Volume and instance are known by their tags: which they are is only known when they are there. */
const attach = (names: Names, kind: 'volume' | 'instance', name: string): Statement => ({
  actions: ['ec2:AttachVolume'],
  resources: [names.arn('ec2', `${kind}/*`)],
  conditions: { StringEquals: { 'aws:ResourceTag/Name': name } },
});

/** What the files of `host/` call. */
const host = (names: Names): ReadonlyArray<Statement> => [
  {
    actions: ['s3:GetObject'],
    resources: [`${names.artifactsArn}/${names.listenerArtifactKey('*')}`],
  },
  {
    actions: ['ssm:GetParametersByPath'],
    resources: [names.parameterArn(names.listenerParameters)],
  },
  {
    actions: ['ssm:GetParameter'],
    resources: [names.agentParameter, names.spoolParameter].map(names.parameterArn),
  },
  attach(names, 'volume', names.spool),
  attach(names, 'instance', names.listener),
  { actions: ['autoscaling:CompleteLifecycleAction'], resources: [names.listenerGroupArn] },
];

/** What CloudWatch's agent calls. */
const agent = (names: Names): ReadonlyArray<Statement> => [
  {
    actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    resources: [names.listenerLogGroup, names.metricsLogGroup].map(
      (group) => `${names.logGroupArn(group)}:*`,
    ),
  },
  {
    // knows no resource
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': names.hostNamespace } },
  },
];

/** What the agent of Session Manager calls: no call of it knows a resource. */
const sessions: Statement = {
  actions: [
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  resources: ['*'],
};

/** What the listener's instance calls, and nothing else. */
export const listenerMay = (
  names: Names,
  streams: ReadonlyArray<string>,
): ReadonlyArray<Statement> => [
  ...service(names, streams),
  ...host(names),
  ...agent(names),
  sessions,
];
