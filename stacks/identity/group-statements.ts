import type { Statement } from '../constructs/policy.ts';
import { ec2Arn, existing, taggingNew, type Ec2Props } from './ec2-statements.ts';

/** What is made with an instance. */
const made = ['instance', 'network-interface', 'volume'] as const;

const AUTOSCALING = 'autoscaling.amazonaws.com';

/** An instance from a template of ours, where ours are; a subnet that was there before has no tag of ours. */
const running = ({ names, environment, vpcId }: Ec2Props): ReadonlyArray<Statement> => {
  const fromTemplate = { ArnLike: { 'ec2:LaunchTemplate': names.arn('ec2', 'launch-template/*') } };
  const tagged = ['launch-template', 'security-group', ...(vpcId === null ? ['subnet'] : [])];
  const others = [...made, ...(vpcId === null ? [] : ['subnet'])];
  return [
    {
      actions: ['ec2:RunInstances'],
      resources: [
        ...others.map((kind) => ec2Arn(names, kind)),
        `arn:aws:ec2:${names.region}::image/*`,
      ],
      conditions: fromTemplate,
    },
    {
      actions: ['ec2:RunInstances'],
      resources: tagged.map((kind) => ec2Arn(names, kind)),
      conditions: { ...fromTemplate, ...existing(environment) },
    },
  ];
};

/** Who makes a group from a launch template must be allowed to make an instance from it. */
export const groupWrites = (props: Ec2Props): ReadonlyArray<Statement> => [
  ...running(props),
  taggingNew(props, made, ['ec2:RunInstances']),
  {
    actions: ['ssm:GetParameters'], // the image is named by a public parameter
    resources: [
      `arn:aws:ssm:${props.names.region}::parameter/aws/service/ami-amazon-linux-latest/*`,
    ],
  },
  {
    actions: ['iam:CreateServiceLinkedRole'], // the first group of an account
    resources: [
      `arn:aws:iam::${props.names.account}:role/aws-service-role/${AUTOSCALING}/AWSServiceRoleForAutoScaling`,
    ],
    conditions: { StringEquals: { 'iam:AWSServiceName': AUTOSCALING } },
  },
];
