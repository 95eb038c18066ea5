import { actions, type Permission } from './permission.ts';
import { s3Permissions } from './s3-permissions.ts';

const iam = actions('iam');
const logs = actions('logs');
const lambda = actions('lambda');

type On = Permission['on'];
const roles: On = ({ names }) => [names.runtimeRolesArn];
const logGroups: On = ({ names: { logGroupArn, base } }) => [
  logGroupArn(`/${base}/*`),
  logGroupArn(`/aws/lambda/${base}-*`),
];

/** What the engine calls for each type of resource of AWS that the stacks have, those of EC2 apart. */
export const permissions: Readonly<Record<string, Permission>> = {
  ...s3Permissions,
  aws_iam_role: {
    on: roles,
    read: iam(
      'GetRole',
      'ListAttachedRolePolicies',
      'ListInstanceProfilesForRole',
      'ListRolePolicies',
      'ListRoleTags',
    ),
    // making one has a condition of its own: `role-statements.ts`
    write: iam(
      'TagRole',
      'UntagRole',
      'UpdateAssumeRolePolicy',
      'UpdateRole',
      'UpdateRoleDescription',
    ),
    remove: iam('DeleteRole'),
  },
  aws_iam_role_policy: {
    on: roles,
    read: iam('GetRolePolicy'),
    write: [],
    remove: iam('DeleteRolePolicy'),
  },
  aws_iam_instance_profile: {
    on: ({ names: { instanceProfilesArn } }) => [instanceProfilesArn],
    read: iam('GetInstanceProfile', 'ListInstanceProfileTags'),
    write: iam(
      'AddRoleToInstanceProfile',
      'CreateInstanceProfile',
      'TagInstanceProfile',
      'UntagInstanceProfile',
    ),
    remove: iam('DeleteInstanceProfile', 'RemoveRoleFromInstanceProfile'),
  },
  aws_cloudwatch_log_group: {
    on: logGroups,
    read: logs('ListTagsForResource'),
    write: logs('CreateLogGroup', 'PutRetentionPolicy', 'TagResource', 'UntagResource'),
    remove: logs('DeleteLogGroup', 'DeleteRetentionPolicy'),
    look: logs('DescribeLogGroups'),
  },
  aws_cloudwatch_log_stream: {
    on: (whose) => logGroups(whose).map((arn) => `${arn}:*`),
    read: logs('DescribeLogStreams'),
    write: logs('CreateLogStream'),
    remove: logs('DeleteLogStream'),
  },
  aws_kinesis_firehose_delivery_stream: {
    on: ({ names: { deliveryStreamArn } }) => [deliveryStreamArn('*')],
    read: actions('firehose')('DescribeDeliveryStream', 'ListTagsForDeliveryStream'),
    write: actions('firehose')(
      'CreateDeliveryStream',
      'StartDeliveryStreamEncryption',
      'StopDeliveryStreamEncryption',
      'TagDeliveryStream',
      'UntagDeliveryStream',
      'UpdateDestination',
    ),
    remove: actions('firehose')('DeleteDeliveryStream'),
  },
  aws_lambda_function: {
    on: ({ names: { arn, base } }) => [arn('lambda', `function:${base}-*`)],
    read: lambda(
      'GetFunction',
      'GetFunctionCodeSigningConfig',
      'GetFunctionConcurrency',
      'GetFunctionConfiguration',
      'ListTags',
      'ListVersionsByFunction',
    ),
    write: lambda(
      'CreateFunction',
      'DeleteFunctionConcurrency',
      'PutFunctionConcurrency',
      'TagResource',
      'UntagResource',
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
    ),
    remove: lambda('DeleteFunction'),
  },
  aws_lambda_function_event_invoke_config: {
    on: ({ names: { arn, base } }) => [arn('lambda', `function:${base}-*`)],
    read: lambda('GetFunctionEventInvokeConfig'),
    write: lambda('PutFunctionEventInvokeConfig', 'UpdateFunctionEventInvokeConfig'),
    remove: lambda('DeleteFunctionEventInvokeConfig'),
  },
  aws_scheduler_schedule: {
    on: ({ names: { arn, base } }) => [arn('scheduler', `schedule/default/${base}-*`)],
    read: actions('scheduler')('GetSchedule'),
    write: actions('scheduler')('CreateSchedule', 'UpdateSchedule'),
    remove: actions('scheduler')('DeleteSchedule'),
  },
  aws_sqs_queue: {
    on: ({ names: { arn, base } }) => [arn('sqs', `${base}-*`)],
    read: actions('sqs')('GetQueueAttributes', 'GetQueueUrl', 'ListQueueTags'),
    write: actions('sqs')('CreateQueue', 'SetQueueAttributes', 'TagQueue', 'UntagQueue'),
    remove: actions('sqs')('DeleteQueue'),
  },
  aws_sns_topic: {
    on: ({ names: { arn, base } }) => [arn('sns', `${base}-*`)],
    read: actions('sns')('GetTopicAttributes', 'ListTagsForResource'),
    write: actions('sns')('CreateTopic', 'SetTopicAttributes', 'TagResource', 'UntagResource'),
    remove: actions('sns')('DeleteTopic'),
  },
  aws_sns_topic_subscription: {
    on: ({ names: { arn, base } }) => [arn('sns', `${base}-*`)],
    read: actions('sns')('GetSubscriptionAttributes'),
    write: actions('sns')('SetSubscriptionAttributes', 'Subscribe'),
    remove: actions('sns')('Unsubscribe'),
  },
  aws_cloudwatch_metric_alarm: {
    on: ({ names: { alarmArn } }) => [alarmArn('*')],
    read: actions('cloudwatch')('DescribeAlarms', 'ListTagsForResource'),
    write: actions('cloudwatch')('PutMetricAlarm', 'TagResource', 'UntagResource'),
    remove: actions('cloudwatch')('DeleteAlarms'),
  },
  aws_cloudwatch_dashboard: {
    on: ({ names: { dashboardArn } }) => [dashboardArn],
    read: actions('cloudwatch')('GetDashboard'),
    write: actions('cloudwatch')('PutDashboard'),
    remove: actions('cloudwatch')('DeleteDashboards'),
  },
  aws_budgets_budget: {
    on: ({ names: { budgetArn } }) => [budgetArn],
    read: actions('budgets')('ListTagsForResource', 'ViewBudget'),
    // one call of IAM for making, changing and removing
    write: actions('budgets')('ModifyBudget', 'TagResource', 'UntagResource'),
    remove: actions('budgets')('ModifyBudget'),
  },
  aws_ssm_parameter: {
    on: ({ names: { parameterArn, base } }) => [parameterArn(`/${base}/*`)],
    read: actions('ssm')('GetParameter', 'GetParameters', 'ListTagsForResource'),
    write: actions('ssm')('AddTagsToResource', 'PutParameter', 'RemoveTagsFromResource'),
    remove: actions('ssm')('DeleteParameter'),
    look: actions('ssm')('DescribeParameters'),
  },
  aws_autoscaling_group: {
    on: ({ names: { arn, base } }) => [
      arn('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${base}-*`),
    ],
    read: [],
    write: actions('autoscaling')(
      'CancelInstanceRefresh',
      'CreateAutoScalingGroup',
      'CreateOrUpdateTags',
      'DeleteTags',
      'EnableMetricsCollection',
      'SetInstanceProtection',
      'StartInstanceRefresh',
      'UpdateAutoScalingGroup',
    ),
    remove: actions('autoscaling')('DeleteAutoScalingGroup', 'UpdateAutoScalingGroup'),
    look: actions('autoscaling')(
      'DescribeAutoScalingGroups',
      'DescribeInstanceRefreshes',
      'DescribeScalingActivities',
    ),
  },
  aws_autoscaling_lifecycle_hook: {
    on: ({ names: { arn, base } }) => [
      arn('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${base}-*`),
    ],
    read: [],
    write: actions('autoscaling')('PutLifecycleHook'),
    remove: actions('autoscaling')('DeleteLifecycleHook'),
    look: actions('autoscaling')('DescribeLifecycleHooks'),
  },
};
