import { rawTables, streams } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { roleDuties } from '../../../stacks/identity/subjects.ts';
import { namesOf } from '../../../stacks/names.ts';
import { deploymentWith } from '../../support/stacks/deployment.ts';
import { iamOf, type Call, type Context } from '../../support/stacks/iam.ts';
import { statementsOf, synthesise } from '../../support/stacks/synthesised.ts';

const deployment = deploymentWith();
const names = namesOf(deployment);
/** A neighbour in the same account, whose name begins with ours. */
const others = namesOf({ ...deployment, environment: 'prod2' });
const iam = iamOf(synthesise(deployment), deployment.awsAccount, names.base);
const runtimeRoles = iam.roles.filter((role) => !roleDuties.some((duty) => duty === role));
const streamsByName = Object.entries(streams);

const escaped = (text: string): string => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');

type Row = readonly [role: string, action: string, resource: string, context?: Context];
const callOf = ([role, action, resource, context = {}]: Row): Call => ({
  role,
  action,
  resource,
  context,
});

const ec2 = (kind: string): string => names.arn('ec2', `${kind}/${kind[0]}-0123456789abcdef0`);
const ofGroup = (name: string): string =>
  names.arn('autoscaling', `autoScalingGroup:6f1c:autoScalingGroupName/${name}`);
const logStream = (group: string, stream = 'one'): string =>
  `${names.logGroupArn(group)}:log-stream:${stream}`;
const spool = { 'aws:ResourceTag/Name': names.spool };
const instance = { 'aws:ResourceTag/Name': names.listener };
const host = { 'cloudwatch:namespace': names.hostNamespace };
const written = ['block-metadata', 'feed-health', 'quarantine'] as const;
const inLake = (prefix: string): string =>
  names.lakeObjectsArn(`${prefix}dt=2026-11-30/hr=10/a.ndjson.gz`);
const artifact = `${names.artifactsArn}/${names.listenerArtifactKey('0a1b')}`;
const pollerObjects = [
  names.lakeObjectsArn(names.lakeDescriptionKey),
  names.lakeObjectsArn(names.pollerStateKey),
  ...written.map((stream) => inLake(streams[stream].prefix)),
];

/** What is called, by whom, on what. */
const called: ReadonlyArray<Row> = [
  ...streamsByName.map(([stream]): Row => [
    'listener',
    'firehose:PutRecordBatch',
    names.deliveryStreamArn(stream),
  ]),
  ['listener', 's3:GetObject', artifact],
  ['listener', 'ssm:GetParametersByPath', names.parameterArn(names.listenerParameters)],
  ['listener', 'ssm:GetParameter', names.parameterArn(names.agentParameter)],
  ['listener', 'ssm:GetParameter', names.parameterArn(names.spoolParameter)],
  ['listener', 'ec2:AttachVolume', ec2('volume'), spool],
  ['listener', 'ec2:AttachVolume', ec2('instance'), instance],
  ['listener', 'autoscaling:CompleteLifecycleAction', ofGroup(names.listener)],
  ...[names.listenerLogGroup, names.metricsLogGroup].flatMap((group): ReadonlyArray<Row> => [
    ['listener', 'logs:CreateLogStream', logStream(group)],
    ['listener', 'logs:DescribeLogStreams', logStream(group, '')],
    ['listener', 'logs:PutLogEvents', logStream(group)],
  ]),
  ['listener', 'cloudwatch:PutMetricData', '*', host],
  ['listener', 'ssm:UpdateInstanceInformation', '*'],
  ...['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
    (action): Row => ['listener', `ssmmessages:${action}`, '*'],
  ),
  ...pollerObjects.flatMap((object): ReadonlyArray<Row> => [
    ['poller', 's3:GetObject', object],
    ['poller', 's3:PutObject', object],
  ]),
  ['poller', 's3:ListBucket', names.lakeArn],
  ['poller', 'logs:CreateLogStream', logStream(names.pollerLogGroup)],
  ['poller', 'logs:PutLogEvents', logStream(names.pollerLogGroup)],
  ['poller', 'sqs:SendMessage', names.pollerFailuresArn],
  ['poller-schedule', 'lambda:InvokeFunction', names.pollerArn],
  ['poller-schedule', 'sqs:SendMessage', names.pollerFailuresArn],
  ...streamsByName.flatMap(([stream, { prefix }]): ReadonlyArray<Row> => {
    const role = `firehose-${stream}`;
    const failed = names.lakeObjectsArn(
      `firehose-errors/${stream}/processing-failed/dt=2026-11-30/a`,
    );
    return [
      ...[inLake(prefix), failed].flatMap((object): ReadonlyArray<Row> => [
        [role, 's3:AbortMultipartUpload', object],
        [role, 's3:GetObject', object],
        [role, 's3:PutObject', object],
      ]),
      [role, 's3:GetBucketLocation', names.lakeArn],
      [role, 's3:ListBucket', names.lakeArn],
      [role, 's3:ListBucketMultipartUploads', names.lakeArn],
      [role, 'logs:PutLogEvents', logStream(names.deliveryLogGroup, stream)],
    ];
  }),
  ...rawTables.flatMap(({ prefix }): ReadonlyArray<Row> => [
    ['snowflake-lake', 's3:GetObject', inLake(prefix)],
    ['snowflake-lake', 's3:GetObjectVersion', inLake(prefix)],
    ['snowflake-lake', 's3:ListBucket', names.lakeArn, { 's3:prefix': `${prefix}dt=2026-11-30/` }],
  ]),
  ['snowflake-lake', 's3:GetBucketLocation', names.lakeArn],
  ['snowflake-errors', 'sns:Publish', names.pipeErrorsArn],
];

const conversions = inLake(streams.conversions.prefix);
const state = names.lakeObjectsArn(names.pollerStateKey);

/** Their neighbours: the same call elsewhere, or another call there. */
const refused: ReadonlyArray<Row> = [
  ['listener', 'firehose:PutRecordBatch', others.deliveryStreamArn('mempool-block')],
  ['listener', 'firehose:PutRecordBatch', names.deliveryStreamArn('made-up')],
  ['listener', 'firehose:DeleteDeliveryStream', names.deliveryStreamArn('mempool-block')],
  ['listener', 'firehose:UpdateDestination', names.deliveryStreamArn('mempool-block')],
  ['listener', 's3:GetObject', conversions],
  ['listener', 's3:PutObject', conversions],
  ['listener', 's3:PutObject', artifact],
  ['listener', 's3:GetObject', `${names.stateArn}/prod/listener.tfstate`],
  ['listener', 's3:GetObject', `${others.artifactsArn}/listener/0a1b.zip`],
  ['listener', 'ssm:GetParametersByPath', names.parameterArn(`/${names.base}`)],
  ['listener', 'ssm:GetParametersByPath', others.parameterArn(others.listenerParameters)],
  ['listener', 'ssm:PutParameter', names.parameterArn(names.spoolParameter)],
  ['listener', 'ec2:AttachVolume', ec2('volume'), { 'aws:ResourceTag/Name': others.spool }],
  ['listener', 'ec2:AttachVolume', ec2('volume')],
  ['listener', 'ec2:AttachVolume', ec2('instance'), { 'aws:ResourceTag/Name': others.listener }],
  ['listener', 'ec2:DetachVolume', ec2('volume'), spool],
  ['listener', 'ec2:TerminateInstances', ec2('instance'), instance],
  ['listener', 'autoscaling:CompleteLifecycleAction', ofGroup(others.listener)],
  ['listener', 'autoscaling:SetDesiredCapacity', ofGroup(names.listener)],
  ['listener', 'logs:PutLogEvents', logStream(names.pollerLogGroup)],
  ['listener', 'logs:DeleteLogStream', logStream(names.listenerLogGroup)],
  ['listener', 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/EC2' }],
  ['poller', 's3:PutObject', conversions],
  ['poller', 's3:PutObject', inLake(streams['mempool-block'].prefix)],
  ['poller', 's3:PutObject', others.lakeObjectsArn(others.pollerStateKey)],
  ['poller', 's3:PutObject', `${names.artifactsArn}/listener/0a1b.zip`],
  ['poller', 's3:GetObject', `${names.stateArn}/prod/poller.tfstate`],
  ['poller', 's3:ListBucket', others.lakeArn],
  ['poller', 'sqs:ReceiveMessage', names.pollerFailuresArn],
  ['poller', 'sqs:SendMessage', others.pollerFailuresArn],
  ['poller', 'lambda:InvokeFunction', names.pollerArn],
  ['poller', 'logs:PutLogEvents', logStream(names.listenerLogGroup)],
  ['poller-schedule', 'lambda:InvokeFunction', others.pollerArn],
  ['poller-schedule', 'lambda:UpdateFunctionCode', names.pollerArn],
  ['poller-schedule', 'sqs:SendMessage', others.pollerFailuresArn],
  ['firehose-conversions', 's3:PutObject', inLake(streams['mempool-block'].prefix)],
  ['firehose-conversions', 's3:PutObject', state],
  ['firehose-conversions', 's3:PutObject', others.lakeObjectsArn('mempool-data/a')],
  ['firehose-conversions', 'logs:PutLogEvents', logStream(names.deliveryLogGroup, 'quarantine')],
  ['snowflake-lake', 's3:PutObject', conversions],
  ['snowflake-lake', 's3:GetObject', state],
  ['snowflake-lake', 's3:ListBucket', names.lakeArn],
  ['snowflake-lake', 's3:ListBucket', names.lakeArn, { 's3:prefix': 'mempool-data/state/' }],
  ['snowflake-lake', 's3:GetObject', others.lakeObjectsArn('mempool-data/a')],
  ['snowflake-errors', 'sns:Publish', others.pipeErrorsArn],
  ['snowflake-errors', 'sns:Subscribe', names.pipeErrorsArn],
];

/** Who runs takes nothing away, changes no role, and takes none. */
const nobodyMay: ReadonlyArray<readonly [action: string, resource: string, context?: Context]> = [
  ['s3:DeleteObject', conversions],
  ['s3:DeleteObjectVersion', conversions],
  ['s3:DeleteBucket', names.lakeArn],
  ['s3:DeleteBucketPolicy', names.lakeArn],
  ['s3:PutBucketPolicy', names.lakeArn],
  ['s3:PutLifecycleConfiguration', names.lakeArn],
  ['s3:DeleteObject', artifact],
  ['iam:PassRole', names.roleArn('listener')],
  ['iam:CreateRole', names.roleArn('made-up'), { 'iam:PermissionsBoundary': names.boundaryArn }],
  ['iam:PutRolePolicy', names.roleArn('listener')],
  ['sts:AssumeRole', names.roleArn('poller')],
  ['ec2:DeleteVolume', ec2('volume'), spool],
];

describe('a role that runs', () => {
  it.each(called.map(callOf))('$role may $action on $resource', async (call) => {
    expect(await iam.judge(call)).toBe('Allowed');
  });

  it.each(refused.map(callOf))('$role may not $action on $resource', async (call) => {
    expect(await iam.judge(call)).not.toBe('Allowed');
  });

  it.each(runtimeRoles)('%s takes nothing away and hands nothing on', async (role) => {
    for (const [action, resource, context = {}] of nobodyMay)
      expect(await iam.judge({ role, action, resource, context }), action).not.toBe('Allowed');
  });

  it.each(runtimeRoles)('%s is allowed nothing that is not in this table', (role) => {
    const rows = called.filter(([of]) => of === role);
    const covers = (pattern: string, resource: string): boolean =>
      pattern === resource ||
      new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`).test(resource);
    for (const { actions, resources } of iam
      .policiesOf(role)
      .flatMap((policy) => statementsOf(JSON.stringify(policy))))
      for (const action of actions)
        for (const pattern of resources)
          expect(
            rows.some(([, of, resource]) => of === action && covers(pattern, resource)),
            `${action} on ${pattern}`,
          ).toBe(true);
  });
});

describe('the judge', () => {
  it('refuses a call that IAM does not know', async () => {
    const call = { role: 'poller', action: 's3:PutObjekt', resource: conversions };
    await expect(iam.judge(call)).rejects.toThrow('s3:PutObjekt');
  });

  it('heeds the policy of a bucket', async () => {
    const call = { role: 'poller', action: 's3:PutObject', resource: state };
    const inTheClear = { 'aws:SecureTransport': 'false' };
    expect(await iam.judge({ ...call, context: inTheClear })).toBe('ExplicitlyDenied');
    for (const role of iam.roles)
      expect(
        await iam.judge({ role, action: 's3:DeleteObject', resource: conversions }),
        role,
      ).toBe('ExplicitlyDenied');
  });
});
