import { ec2Calls } from './ec2-calls.ts';
import {
  nameIn,
  on,
  passing,
  roleArn,
  withCalls,
  type CallsOf,
  type Place,
} from './engine-call.ts';
import type { Resource } from './synthesised.ts';

/** A part of a bucket: S3 knows one permission to set it and to take it away. */
const bucketPart = (read: string, write: string) => (resource: Resource, place: Place) =>
  on(bucketArn(resource, place), `s3:${read}`, `s3:${write}`, `s3:${write}`);

const bucketArn = ({ bucket }: Resource, { names }: Place): string => {
  if (bucket === '${aws_s3_bucket.lake.id}' || bucket === names.lake) return names.lakeArn;
  if (bucket === '${aws_s3_bucket.artifacts.id}' || bucket === names.artifacts)
    return names.artifactsArn;
  throw new Error(`no bucket ${String(bucket)}`);
};

/** By type of resource, as the provider's documentation and IAM's list of calls have it. */
export const engineCalls: Readonly<Record<string, CallsOf>> = {
  ...ec2Calls,
  aws_budgets_budget: (resource, { names }) =>
    on(
      `arn:aws:budgets::${names.account}:budget/${nameIn(resource)}`,
      'budgets:ViewBudget budgets:ListTagsForResource',
      'budgets:ModifyBudget budgets:TagResource',
      'budgets:ModifyBudget',
    ),
  aws_cloudwatch_dashboard: (resource, { names }) =>
    on(
      `arn:aws:cloudwatch::${names.account}:dashboard/${nameIn(resource, 'dashboard_name')}`,
      'cloudwatch:GetDashboard',
      'cloudwatch:PutDashboard',
      'cloudwatch:DeleteDashboards',
    ),
  aws_cloudwatch_log_group: (resource, { names }) =>
    on(
      names.logGroupArn(nameIn(resource)),
      'logs:ListTagsForResource',
      'logs:CreateLogGroup logs:PutRetentionPolicy logs:TagResource',
      'logs:DeleteLogGroup',
    ),
  aws_cloudwatch_log_stream: (resource, { names }) =>
    on(
      `${names.logGroupArn(names.deliveryLogGroup)}:log-stream:${nameIn(resource)}`,
      'logs:DescribeLogStreams',
      'logs:CreateLogStream',
      'logs:DeleteLogStream',
    ),
  aws_cloudwatch_metric_alarm: (resource, { names }) =>
    on(
      names.arn('cloudwatch', `alarm:${nameIn(resource, 'alarm_name')}`),
      'cloudwatch:DescribeAlarms cloudwatch:ListTagsForResource',
      'cloudwatch:PutMetricAlarm cloudwatch:TagResource',
      'cloudwatch:DeleteAlarms',
    ),
  aws_iam_instance_profile: (resource, place) =>
    withCalls(
      on(
        `arn:aws:iam::${place.names.account}:instance-profile/${nameIn(resource)}`,
        'iam:GetInstanceProfile',
        'iam:CreateInstanceProfile iam:AddRoleToInstanceProfile iam:TagInstanceProfile',
        'iam:RemoveRoleFromInstanceProfile iam:DeleteInstanceProfile',
      ),
      [passing('listener', 'ec2', place)],
    ),
  aws_iam_role: (resource, place) => {
    const arn = `arn:aws:iam::${place.names.account}:role/${nameIn(resource)}`;
    return withCalls(
      on(
        arn,
        'iam:GetRole iam:ListRolePolicies iam:ListAttachedRolePolicies iam:ListInstanceProfilesForRole',
        'iam:TagRole iam:UpdateAssumeRolePolicy',
        'iam:DeleteRole',
      ),
      [['iam:CreateRole', arn, { 'iam:PermissionsBoundary': place.names.boundaryArn }]],
    );
  },
  aws_iam_role_policy: (_, place) => {
    const arn = roleArn('poller', place);
    return withCalls(on(arn, 'iam:GetRolePolicy', 'iam:GetRolePolicy', 'iam:DeleteRolePolicy'), [
      ['iam:PutRolePolicy', arn, { 'iam:PermissionsBoundary': place.names.boundaryArn }],
    ]);
  },
  aws_kinesis_firehose_delivery_stream: (resource, place) => {
    const name = nameIn(resource);
    return withCalls(
      on(
        place.names.arn('firehose', `deliverystream/${name}`),
        'firehose:DescribeDeliveryStream firehose:ListTagsForDeliveryStream',
        'firehose:CreateDeliveryStream firehose:StartDeliveryStreamEncryption firehose:TagDeliveryStream',
        'firehose:DeleteDeliveryStream',
      ),
      [passing(name.replace(`${place.names.base}-`, 'firehose-'), 'firehose', place)],
    );
  },
  aws_lambda_function: (resource, place) =>
    withCalls(
      on(
        place.names.arn('lambda', `function:${nameIn(resource, 'function_name')}`),
        'lambda:GetFunction lambda:ListVersionsByFunction lambda:GetFunctionCodeSigningConfig',
        'lambda:CreateFunction lambda:PutFunctionConcurrency lambda:UpdateFunctionCode lambda:TagResource',
        'lambda:DeleteFunction',
      ),
      [passing('poller', 'lambda', place)],
    ),
  aws_lambda_function_event_invoke_config: (_, { names }) =>
    on(
      names.pollerArn,
      'lambda:GetFunctionEventInvokeConfig',
      'lambda:PutFunctionEventInvokeConfig',
      'lambda:DeleteFunctionEventInvokeConfig',
    ),
  aws_s3_bucket: (resource, place) =>
    on(
      bucketArn(resource, place),
      's3:ListBucket s3:GetBucketLocation s3:GetBucketTagging',
      's3:CreateBucket s3:PutBucketTagging',
      's3:ListBucketVersions s3:DeleteBucket',
    ),
  aws_s3_bucket_lifecycle_configuration: bucketPart(
    'GetLifecycleConfiguration',
    'PutLifecycleConfiguration',
  ),
  aws_s3_bucket_notification: bucketPart('GetBucketNotification', 'PutBucketNotification'),
  aws_s3_bucket_ownership_controls: bucketPart(
    'GetBucketOwnershipControls',
    'PutBucketOwnershipControls',
  ),
  aws_s3_bucket_policy: (resource, place) =>
    on(
      bucketArn(resource, place),
      's3:GetBucketPolicy',
      's3:PutBucketPolicy',
      's3:DeleteBucketPolicy',
    ),
  aws_s3_bucket_public_access_block: bucketPart(
    'GetBucketPublicAccessBlock',
    'PutBucketPublicAccessBlock',
  ),
  aws_s3_bucket_server_side_encryption_configuration: bucketPart(
    'GetEncryptionConfiguration',
    'PutEncryptionConfiguration',
  ),
  aws_s3_bucket_versioning: bucketPart('GetBucketVersioning', 'PutBucketVersioning'),
  aws_s3_object: (resource, { names }) =>
    on(
      `${names.artifactsArn}/${nameIn(resource, 'key')}`,
      's3:GetObject s3:GetObjectTagging',
      's3:PutObject s3:PutObjectTagging',
      's3:DeleteObject s3:DeleteObjectVersion',
    ),
  aws_scheduler_schedule: (resource, place) =>
    withCalls(
      on(
        place.names.arn('scheduler', `schedule/default/${nameIn(resource)}`),
        'scheduler:GetSchedule',
        'scheduler:CreateSchedule scheduler:UpdateSchedule',
        'scheduler:DeleteSchedule',
      ),
      [passing('poller-schedule', 'scheduler', place)],
    ),
  aws_sns_topic: (resource, { names }) =>
    on(
      names.arn('sns', nameIn(resource)),
      'sns:GetTopicAttributes',
      'sns:CreateTopic sns:SetTopicAttributes sns:TagResource',
      'sns:DeleteTopic',
    ),
  // IAM knows subscriptions by their topic
  aws_sns_topic_subscription: (_, { names }) =>
    on(
      names.arn('sns', names.alarms),
      'sns:GetSubscriptionAttributes',
      'sns:Subscribe',
      'sns:Unsubscribe',
    ),
  aws_sqs_queue: (resource, { names }) =>
    on(
      names.arn('sqs', nameIn(resource)),
      'sqs:GetQueueAttributes sqs:ListQueueTags',
      'sqs:CreateQueue sqs:SetQueueAttributes sqs:TagQueue',
      'sqs:DeleteQueue',
    ),
  aws_ssm_parameter: (resource, { names }) =>
    on(
      names.parameterArn(nameIn(resource)),
      'ssm:GetParameter ssm:ListTagsForResource',
      'ssm:PutParameter ssm:AddTagsToResource',
      'ssm:DeleteParameter',
    ),
};
