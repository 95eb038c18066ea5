import { DataAwsSecurityGroup } from '@cdktf/provider-aws/lib/data-aws-security-group/index.js';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile/index.js';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import type { Role } from '../constructs/role.ts';

export interface LaunchProps extends StackProps {
  readonly role: Role;
  /** In Base64. */
  readonly userData: string;
}

/** A nano has too little memory for package updates beside the listener. */
const INSTANCE_TYPE = 't4g.micro';
/** Amazon Linux 2023, the newest when an instance is made. */
const IMAGE = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
const ROOT_GIB = 8;

const securityGroupId = (scope: Construct, { names, role }: LaunchProps): string =>
  new DataAwsSecurityGroup(scope, 'security-group', {
    filter: [{ name: 'group-name', values: [names.securityGroup] }],
    dependsOn: [role.role], // in an empty account looked for when the network has been made, not before
  }).id;

/** How an instance of the listener is made. */
export const launchTemplate = (scope: Construct, props: LaunchProps): LaunchTemplate => {
  const { deployment, names, role, userData } = props;
  const profile = new IamInstanceProfile(scope, 'profile', {
    name: names.listener,
    role: role.role.name,
  });
  const tags = { Name: names.listener, environment: deployment.environment };
  return new LaunchTemplate(scope, 'launch', {
    name: names.listener,
    imageId: IMAGE,
    instanceType: INSTANCE_TYPE,
    iamInstanceProfile: { name: profile.name },
    userData,
    // version 2 alone, and its answers go no further than this machine
    metadataOptions: {
      httpEndpoint: 'enabled',
      httpTokens: 'required',
      httpPutResponseHopLimit: 1,
    },
    creditSpecification: { cpuCredits: 'standard' }, // slower rather than dearer
    networkInterfaces: [
      {
        securityGroups: [securityGroupId(scope, props)],
        deleteOnTermination: 'true',
        ...(deployment.subnetId === null ? { associatePublicIpAddress: 'true' } : {}),
      },
    ],
    blockDeviceMappings: [
      {
        deviceName: '/dev/xvda',
        ebs: {
          volumeSize: ROOT_GIB,
          volumeType: 'gp3',
          encrypted: 'true',
          deleteOnTermination: 'true',
        },
      },
    ],
    tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({
      resourceType,
      tags,
    })),
    dependsOn: [role.policy],
  });
};
