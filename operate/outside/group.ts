import {
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  SetDesiredCapacityCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
  type AutoScalingClient,
  type AutoScalingGroup,
} from '@aws-sdk/client-auto-scaling';

/** By which instances are made. */
export interface Template {
  readonly id: string;
  readonly version: string;
}

interface Instance {
  readonly id: string;
  /** `InService`, `Terminating:Wait`, … */
  readonly lifecycle: string;
  readonly templateVersion: string | null;
}

/** The listener's group as it is. */
export interface GroupState {
  readonly desired: number;
  readonly template: Template | null;
  readonly instances: ReadonlyArray<Instance>;
}

/** Of an instance refresh: `InProgress`, `Successful`, … */
export interface Refresh {
  readonly id: string;
  readonly status: string;
  readonly percent: number;
}

/** The listener's group. Rejects with the service's error. */
export interface Group {
  readonly name: string;
  /** Null: there is none. */
  readonly read: () => Promise<GroupState | null>;
  readonly setDesired: (instances: 0 | 1) => Promise<void>;
  /** Other instances are made by it from now on. */
  readonly useTemplate: (template: Template) => Promise<void>;
  /** Ends what runs, by the hook of the group, and makes another; resolves to the refresh's id. */
  readonly replace: () => Promise<string>;
  /** The newest; null: there was none. */
  readonly newestRefresh: () => Promise<Refresh | null>;
}

const stateOf = ({
  DesiredCapacity = 0,
  LaunchTemplate,
  Instances = [],
}: AutoScalingGroup): GroupState => ({
  desired: DesiredCapacity,
  template:
    LaunchTemplate?.LaunchTemplateId === undefined || LaunchTemplate.Version === undefined
      ? null
      : { id: LaunchTemplate.LaunchTemplateId, version: LaunchTemplate.Version },
  instances: Instances.map(({ InstanceId, LifecycleState, LaunchTemplate: from }) => ({
    id: InstanceId ?? '',
    lifecycle: LifecycleState ?? '',
    templateVersion: from?.Version ?? null,
  })),
});

export const groupNamed = (client: AutoScalingClient, name: string): Group => {
  const named = { AutoScalingGroupName: name };
  return {
    name,
    read: async () => {
      const { AutoScalingGroups = [] } = await client.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
      );
      const [group] = AutoScalingGroups;
      return group === undefined ? null : stateOf(group);
    },
    setDesired: async (DesiredCapacity) => {
      await client.send(new SetDesiredCapacityCommand({ ...named, DesiredCapacity }));
    },
    useTemplate: async ({ id, version }) => {
      const LaunchTemplate = { LaunchTemplateId: id, Version: version };
      await client.send(new UpdateAutoScalingGroupCommand({ ...named, LaunchTemplate }));
    },
    replace: async () => {
      const { InstanceRefreshId = '' } = await client.send(
        // the spool is the old one's until it has ended
        new StartInstanceRefreshCommand({ ...named, Preferences: { MinHealthyPercentage: 0 } }),
      );
      return InstanceRefreshId;
    },
    newestRefresh: async () => {
      const { InstanceRefreshes = [] } = await client.send(
        new DescribeInstanceRefreshesCommand({ ...named, MaxRecords: 1 }),
      );
      const [newest] = InstanceRefreshes;
      return newest === undefined
        ? null
        : {
            id: newest.InstanceRefreshId ?? '',
            status: newest.Status ?? '',
            percent: newest.PercentageComplete ?? 0,
          };
    },
  };
};
