import type { Statement } from '../constructs/policy.ts';
import type { Ec2Props } from './ec2-statements.ts';

/** What takes part when an instance is made. */
const kinds = [
  'instance',
  'network-interface',
  'volume',
  'subnet',
  'security-group',
  'launch-template',
] as const;

const AUTOSCALING = 'autoscaling.amazonaws.com';

/** Who makes a group from a launch template must be allowed to make an instance from it. */
export const groupWrites = ({ names }: Ec2Props): ReadonlyArray<Statement> => [
  {
    actions: ['ec2:RunInstances'],
    resources: [
      ...kinds.map((kind) => names.arn('ec2', `${kind}/*`)),
      `arn:aws:ec2:${names.region}::image/*`,
    ],
    conditions: { ArnLike: { 'ec2:LaunchTemplate': names.arn('ec2', 'launch-template/*') } },
  },
  {
    actions: ['ec2:CreateTags'],
    resources: ['instance', 'network-interface', 'volume'].map((kind) =>
      names.arn('ec2', `${kind}/*`),
    ),
    conditions: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
  },
  {
    actions: ['ssm:GetParameters'], // the image is named by a public parameter
    resources: [`arn:aws:ssm:${names.region}::parameter/aws/service/ami-amazon-linux-latest/*`],
  },
  {
    actions: ['iam:CreateServiceLinkedRole'], // the first group of an account
    resources: [
      `arn:aws:iam::${names.account}:role/aws-service-role/${AUTOSCALING}/AWSServiceRoleForAutoScaling`,
    ],
    conditions: { StringEquals: { 'iam:AWSServiceName': AUTOSCALING } },
  },
];
