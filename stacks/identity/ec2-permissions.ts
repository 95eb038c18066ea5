import { actions, type Ec2Permission } from './permission.ts';

const ec2 = actions('ec2');

/** What the engine calls in EC2, by type of resource. */
export const ec2Permissions: Readonly<Record<string, Ec2Permission>> = {
  aws_vpc: {
    makes: ['vpc'],
    among: [],
    look: ec2(
      'DescribeNetworkAcls',
      'DescribeRouteTables',
      'DescribeSecurityGroups',
      'DescribeVpcAttribute',
      'DescribeVpcs',
    ),
    make: ec2('CreateVpc'),
    change: ec2('ModifyVpcAttribute'),
    remove: ec2('DeleteVpc'),
  },
  aws_internet_gateway: {
    makes: ['internet-gateway'],
    among: ['vpc'],
    look: ec2('DescribeInternetGateways'),
    make: ec2('CreateInternetGateway'),
    change: ec2('AttachInternetGateway'),
    remove: ec2('DeleteInternetGateway', 'DetachInternetGateway'),
  },
  aws_route_table: {
    makes: ['route-table'],
    among: ['vpc'],
    look: ec2('DescribeRouteTables'),
    make: ec2('CreateRouteTable'),
    change: [],
    remove: ec2('DeleteRouteTable'),
  },
  aws_route: {
    makes: [],
    among: ['route-table'],
    look: ec2('DescribeRouteTables'),
    make: [],
    change: ec2('CreateRoute', 'ReplaceRoute'),
    remove: ec2('DeleteRoute'),
  },
  aws_route_table_association: {
    makes: [],
    among: ['route-table', 'subnet'],
    look: ec2('DescribeRouteTables'),
    make: [],
    change: ec2('AssociateRouteTable', 'ReplaceRouteTableAssociation'),
    remove: ec2('DisassociateRouteTable'),
  },
  aws_subnet: {
    makes: ['subnet'],
    among: ['vpc'],
    look: ec2('DescribeNetworkInterfaces', 'DescribeSubnets'),
    make: ec2('CreateSubnet'),
    change: ec2('ModifySubnetAttribute'),
    remove: ec2('DeleteSubnet'),
  },
  aws_vpc_endpoint: {
    makes: ['vpc-endpoint'],
    among: ['vpc', 'route-table'],
    look: ec2('DescribePrefixLists', 'DescribeVpcEndpoints'),
    make: ec2('CreateVpcEndpoint'),
    change: ec2('ModifyVpcEndpoint'),
    remove: ec2('DeleteVpcEndpoints'),
  },
  aws_security_group: {
    makes: ['security-group'],
    among: ['vpc'],
    look: ec2('DescribeNetworkInterfaces', 'DescribeSecurityGroups'),
    make: ec2('CreateSecurityGroup'),
    change: ec2('RevokeSecurityGroupEgress'), // the service makes each with a way out
    remove: ec2('DeleteSecurityGroup', 'RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress'),
  },
  aws_vpc_security_group_egress_rule: {
    makes: ['security-group-rule'],
    among: ['security-group'],
    look: ec2('DescribeSecurityGroupRules'),
    make: ec2('AuthorizeSecurityGroupEgress'),
    change: ec2('ModifySecurityGroupRules'),
    remove: ec2('RevokeSecurityGroupEgress'),
  },
  aws_vpc_security_group_ingress_rule: {
    makes: ['security-group-rule'],
    among: ['security-group'],
    look: ec2('DescribeSecurityGroupRules'),
    make: ec2('AuthorizeSecurityGroupIngress'),
    change: ec2('ModifySecurityGroupRules'),
    remove: ec2('RevokeSecurityGroupIngress'),
  },
  aws_ebs_volume: {
    makes: ['volume', 'snapshot'], // the last state, when it is destroyed
    among: [],
    look: ec2('DescribeSnapshots', 'DescribeVolumes'),
    make: ec2('CreateSnapshot', 'CreateVolume'),
    change: ec2('ModifyVolume'),
    remove: ec2('CreateSnapshot', 'DeleteVolume'),
  },
  aws_launch_template: {
    makes: ['launch-template'],
    among: [],
    look: ec2('DescribeLaunchTemplateVersions', 'DescribeLaunchTemplates'),
    make: ec2('CreateLaunchTemplate'),
    change: ec2('CreateLaunchTemplateVersion', 'ModifyLaunchTemplate'),
    remove: ec2('DeleteLaunchTemplate', 'DeleteLaunchTemplateVersions'),
  },
};
