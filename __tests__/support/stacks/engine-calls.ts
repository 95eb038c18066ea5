import type { Names } from '../../../stacks/names.ts';
import type { Context } from './iam.ts';
import type { Resource } from './synthesised.ts';

/** A call with what IAM is told of it. */
export type EngineCall = readonly [action: string, resource: string, context?: Context];

/** What the engine's provider calls for one resource: to look at it, to make it, to take it away. */
export interface EngineCalls {
  readonly look: ReadonlyArray<EngineCall>;
  readonly make: ReadonlyArray<EngineCall>;
  readonly remove: ReadonlyArray<EngineCall>;
}

/** Which environment the names are of. */
interface Place {
  readonly names: Names;
  readonly environment: string;
}

const nameIn = (resource: Resource, key = 'name'): string => String(resource[key]);

/** A resource whose calls all go to one ARN. */
const on = (arn: string, look: string, make: string, remove: string): EngineCalls => {
  const calls = (actions: string): ReadonlyArray<EngineCall> =>
    actions.split(' ').map((action) => [action, arn]);
  return { look: calls(look), make: calls(make), remove: calls(remove) };
};

/** A part of a bucket: S3 knows one permission to set it and to take it away. */
const bucketPart = (read: string, write: string) => (resource: Resource, place: Place) =>
  on(bucketArn(resource, place), `s3:${read}`, `s3:${write}`, `s3:${write}`);

const bucketArn = ({ bucket }: Resource, { names }: Place): string => {
  if (bucket === '${aws_s3_bucket.lake.id}' || bucket === names.lake) return names.lakeArn;
  if (bucket === '${aws_s3_bucket.artifacts.id}' || bucket === names.artifacts)
    return names.artifactsArn;
  throw new Error(`no bucket ${String(bucket)}`);
};

const roleArn = (role: unknown, { names }: Place): string => names.roleArn(String(role));

const passing = (role: string, service: string, place: Place): EngineCall => [
  'iam:PassRole',
  roleArn(role, place),
  { 'iam:PassedToService': `${service}.amazonaws.com` },
];

const withCalls = (calls: EngineCalls, make: ReadonlyArray<EngineCall>): EngineCalls => ({
  ...calls,
  make: [...calls.make, ...make],
});

const ec2Arn = ({ names }: Place, kind: string): string =>
  kind === 'snapshot'
    ? `arn:aws:ec2:${names.region}::snapshot/snap-0a1b2c3d4e5f60718`
    : names.arn('ec2', `${kind}/${kind}-0a1b2c3d4e5f60718`);
const there = ({ environment }: Place): Context => ({ 'aws:ResourceTag/environment': environment });
const tagged = ({ environment }: Place): Context => ({ 'aws:RequestTag/environment': environment });

/** Of EC2: what is made gets a tag, what takes part has it. */
const ec2 =
  (
    kind: string | null,
    calls: {
      readonly look: string;
      readonly make: string;
      readonly among?: ReadonlyArray<string>;
      readonly remove: string;
      readonly removeFrom?: string;
    },
  ) =>
  (_: Resource, place: Place): EngineCalls => {
    const { look, make, among = [], remove, removeFrom } = calls;
    const name = `ec2:${make}`;
    const made: ReadonlyArray<EngineCall> =
      kind === null
        ? []
        : [
            [name, ec2Arn(place, kind), tagged(place)],
            ['ec2:CreateTags', ec2Arn(place, kind), { ...tagged(place), 'ec2:CreateAction': make }],
          ];
    return {
      look: [[`ec2:${look}`, '*']],
      make: [
        ...made,
        ...among.map((other): EngineCall => [name, ec2Arn(place, other), there(place)]),
      ],
      remove: [[`ec2:${remove}`, ec2Arn(place, removeFrom ?? kind ?? ''), there(place)]],
    };
  };

const groupArn = (name: string, { names }: Place): string =>
  names.arn('autoscaling', `autoScalingGroup:6f1c:autoScalingGroupName/${name}`);

/** Without the public parameter that names the image: it belongs to no account, which the simulator doesn't know. */
const autoScalingGroup = (resource: Resource, place: Place): EngineCalls => {
  const { names } = place;
  const arn = groupArn(nameIn(resource), place);
  const template: Context = { 'ec2:LaunchTemplate': ec2Arn(place, 'launch-template') };
  const made = ['instance', 'network-interface', 'volume'];
  const among = ['subnet', 'security-group', 'launch-template'];
  return {
    look: [['autoscaling:DescribeAutoScalingGroups', '*']],
    make: [
      ['autoscaling:CreateAutoScalingGroup', arn],
      ['autoscaling:StartInstanceRefresh', arn],
      ['autoscaling:UpdateAutoScalingGroup', arn],
      ...made.map((kind): EngineCall => ['ec2:RunInstances', ec2Arn(place, kind), template]),
      ...among.map((kind): EngineCall => [
        'ec2:RunInstances',
        ec2Arn(place, kind),
        { ...template, ...there(place) },
      ]),
      ['ec2:RunInstances', `arn:aws:ec2:${names.region}::image/ami-0a1b2c3d`, template],
      ...made.map((kind): EngineCall => [
        'ec2:CreateTags',
        ec2Arn(place, kind),
        { ...tagged(place), 'ec2:CreateAction': 'RunInstances' },
      ]),
      passing('listener', 'ec2', place),
    ],
    // emptied first
    remove: [
      ['autoscaling:UpdateAutoScalingGroup', arn],
      ['autoscaling:DeleteAutoScalingGroup', arn],
    ],
  };
};

const volume = (resource: Resource, place: Place): EngineCalls => {
  const calls = ec2('volume', {
    look: 'DescribeVolumes',
    make: 'CreateVolume',
    remove: 'DeleteVolume',
  })(resource, place);
  const taking: Context = { ...tagged(place), 'ec2:CreateAction': 'CreateSnapshot' };
  return {
    ...calls,
    // `final_snapshot`: of the volume that is there, a snapshot that is made
    remove: [
      ['ec2:CreateSnapshot', ec2Arn(place, 'volume'), there(place)],
      ['ec2:CreateSnapshot', ec2Arn(place, 'snapshot'), taking],
      ['ec2:CreateTags', ec2Arn(place, 'snapshot'), taking],
      ...calls.remove,
    ],
  };
};

/** By type of resource, as the provider's documentation and IAM's list of calls have it. */
export const engineCalls: Readonly<
  Record<string, (resource: Resource, place: Place) => EngineCalls>
> = {
  aws_autoscaling_group: autoScalingGroup,
  aws_autoscaling_lifecycle_hook: (_, place) => ({
    ...on(
      groupArn(place.names.listener, place),
      '',
      'autoscaling:PutLifecycleHook',
      'autoscaling:DeleteLifecycleHook',
    ),
    look: [['autoscaling:DescribeLifecycleHooks', '*']],
  }),
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
  aws_ebs_volume: volume,
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
  aws_internet_gateway: ec2('internet-gateway', {
    look: 'DescribeInternetGateways',
    make: 'CreateInternetGateway',
    remove: 'DeleteInternetGateway',
  }),
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
  aws_launch_template: ec2('launch-template', {
    look: 'DescribeLaunchTemplates',
    make: 'CreateLaunchTemplate',
    remove: 'DeleteLaunchTemplate',
  }),
  aws_route: ec2(null, {
    look: 'DescribeRouteTables',
    make: 'CreateRoute',
    among: ['route-table'],
    remove: 'DeleteRoute',
    removeFrom: 'route-table',
  }),
  aws_route_table: ec2('route-table', {
    look: 'DescribeRouteTables',
    make: 'CreateRouteTable',
    among: ['vpc'],
    remove: 'DeleteRouteTable',
  }),
  aws_route_table_association: ec2(null, {
    look: 'DescribeRouteTables',
    make: 'AssociateRouteTable',
    among: ['route-table', 'subnet'],
    remove: 'DisassociateRouteTable',
    removeFrom: 'route-table',
  }),
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
  aws_security_group: ec2('security-group', {
    look: 'DescribeSecurityGroups',
    make: 'CreateSecurityGroup',
    among: ['vpc'],
    remove: 'DeleteSecurityGroup',
  }),
  aws_sns_topic: (resource, { names }) =>
    on(
      names.arn('sns', nameIn(resource)),
      'sns:GetTopicAttributes',
      'sns:CreateTopic sns:SetTopicAttributes sns:TagResource',
      'sns:DeleteTopic',
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
  aws_subnet: ec2('subnet', {
    look: 'DescribeSubnets',
    make: 'CreateSubnet',
    among: ['vpc'],
    remove: 'DeleteSubnet',
  }),
  aws_vpc: ec2('vpc', { look: 'DescribeVpcs', make: 'CreateVpc', remove: 'DeleteVpc' }),
  aws_vpc_endpoint: ec2('vpc-endpoint', {
    look: 'DescribeVpcEndpoints',
    make: 'CreateVpcEndpoint',
    among: ['vpc', 'route-table'],
    remove: 'DeleteVpcEndpoints',
  }),
  aws_vpc_security_group_egress_rule: ec2('security-group-rule', {
    look: 'DescribeSecurityGroupRules',
    make: 'AuthorizeSecurityGroupEgress',
    among: ['security-group'],
    remove: 'RevokeSecurityGroupEgress',
    removeFrom: 'security-group',
  }),
};
