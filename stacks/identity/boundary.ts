import type { Statement } from '../constructs/policy.ts';
import type { Names } from '../names.ts';

/**
 * What a role of this environment may be allowed at most, whoever writes its policies: what parts of ours call, on
 * what is the environment's own. No IAM, nothing of another environment, and nothing that takes from the lake.
 */
export const boundary = (names: Names): ReadonlyArray<Statement> => [
  {
    sid: 'Objects',
    actions: [
      's3:AbortMultipartUpload',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:GetObjectVersion',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:PutObject',
    ],
    resources: [names.lakeArn, names.artifactsArn].flatMap((arn) => [arn, `${arn}/*`]),
  },
  {
    sid: 'Named',
    actions: [
      'autoscaling:CompleteLifecycleAction',
      'firehose:PutRecordBatch',
      'lambda:InvokeFunction',
      'sns:Publish',
      'sqs:SendMessage',
      'ssm:GetParameter',
      'ssm:GetParametersByPath',
    ],
    resources: [
      names.arn('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${names.base}-*`),
      names.deliveryStreamArn('*'),
      names.arn('lambda', `function:${names.base}-*`),
      names.arn('sns', `${names.base}-*`),
      names.arn('sqs', `${names.base}-*`),
      names.parameterArn(`/${names.base}/*`),
    ],
  },
  {
    sid: 'Logs',
    actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    resources: [`/${names.base}/*`, `/aws/lambda/${names.base}-*`].map(names.logGroupArn),
  },
  {
    sid: 'Volumes',
    actions: ['ec2:AttachVolume'],
    resources: ['instance', 'volume'].map((kind) => names.arn('ec2', `${kind}/*`)),
  },
  {
    sid: 'WithoutResource',
    actions: [
      'cloudwatch:PutMetricData',
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    resources: ['*'],
  },
];
