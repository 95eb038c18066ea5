import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group/index.js';
import { AutoscalingLifecycleHook } from '@cdktf/provider-aws/lib/autoscaling-lifecycle-hook/index.js';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet/index.js';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template/index.js';
import type { Construct, ITerraformDependable } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import type { Role } from '../constructs/role.ts';

export interface GroupProps extends StackProps {
  readonly role: Role;
  readonly launch: LaunchTemplate;
  /** What an instance needs when it starts. */
  readonly after: ReadonlyArray<ITerraformDependable>;
}

/** Longer than the service takes to send what waits; then it is ended whatever it does. */
const DRAIN_SECONDS = 300;
/** Until an instance is looked at. */
const STARTS_WITHIN_SECONDS = 300;

const subnetId = (scope: Construct, { names, role }: GroupProps): string =>
  new DataAwsSubnet(scope, 'subnet', {
    filter: [{ name: 'tag:Name', values: [names.subnet] }],
    dependsOn: [role.role], // as in `launch.ts`
  }).id;

/**
 * A group of one instance at most: 0 stops it, 1 starts it, and who does that is not undone by an apply. One that ends
 * is drained first; another launch template replaces it.
 */
export const listenerGroup = (scope: Construct, props: GroupProps): void => {
  const { deployment, names, launch, after } = props;
  const group = new AutoscalingGroup(scope, 'listener', {
    name: names.listener,
    minSize: 0,
    maxSize: 1, // two would read the same twice
    desiredCapacity: 1,
    vpcZoneIdentifier: [deployment.subnetId ?? subnetId(scope, props)],
    launchTemplate: { id: launch.id, version: launch.getStringAttribute('latest_version') },
    healthCheckType: 'EC2',
    healthCheckGracePeriod: STARTS_WITHIN_SECONDS,
    waitForCapacityTimeout: '0', // it may be stopped
    instanceRefresh: {
      strategy: 'Rolling',
      // the spool is the old one's until it has ended
      preferences: { minHealthyPercentage: 0, skipMatching: true },
    },
    lifecycle: { ignoreChanges: ['desired_capacity'] },
    dependsOn: [...after],
  });
  new AutoscalingLifecycleHook(scope, 'drain', {
    name: names.listenerHook,
    autoscalingGroupName: group.name,
    lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    heartbeatTimeout: DRAIN_SECONDS,
    defaultResult: 'CONTINUE',
  });
};
