import type { Context } from './iam.ts';
import {
  nameIn,
  on,
  passing,
  type CallsOf,
  type EngineCall,
  type EngineCalls,
  type Place,
} from './engine-call.ts';
import type { Resource } from './synthesised.ts';

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

/** Of EC2 and its groups, by type of resource. */
export const ec2Calls: Readonly<Record<string, CallsOf>> = {
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
  aws_ebs_volume: volume,
  aws_internet_gateway: ec2('internet-gateway', {
    look: 'DescribeInternetGateways',
    make: 'CreateInternetGateway',
    remove: 'DeleteInternetGateway',
  }),
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
  aws_security_group: ec2('security-group', {
    look: 'DescribeSecurityGroups',
    make: 'CreateSecurityGroup',
    among: ['vpc'],
    remove: 'DeleteSecurityGroup',
  }),
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
