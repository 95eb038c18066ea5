import { randomUUID } from 'node:crypto';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateScheduleCommand,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { streams, type StreamName } from '@bitcoin-pipeline/model';
import type { Names } from '../../../stacks/names.ts';

/** What a deployed environment has in AWS, as much as operations look at, in a server of this machine. */
export interface AwsSite {
  readonly s3: S3Client;
  /** By which it is looked after, to be told from those of a command. */
  readonly clients: ReadonlyArray<object>;
  /** The group, made by a version of a launch template; one that was there goes. */
  readonly makeGroup: (version: string, desired?: 0 | 1) => Promise<void>;
  /** Ids of its instances; null: there is no group. */
  readonly instances: () => Promise<ReadonlyArray<string> | null>;
  readonly scheduleState: () => Promise<string | undefined>;
  readonly say: (instance: string, words: object) => Promise<void>;
  /** An object of a stream, as Firehose writes it now; its key. */
  readonly deliver: (stream: StreamName) => Promise<string>;
  /** The ledger of a turn, as the poller writes it; its key. */
  readonly poll: () => Promise<string>;
  readonly close: () => void;
}

const hourOf = (at: Date): string =>
  `dt=${at.toISOString().slice(0, 10)}/hr=${at.toISOString().slice(11, 13)}/`;

export const openAwsSite = async (
  endpoint: string,
  names: Names,
  nowMs: () => number,
): Promise<AwsSite> => {
  const place = { endpoint, region: names.region };
  const s3 = new S3Client({ ...place, forcePathStyle: true });
  const groups = new AutoScalingClient(place);
  const logs = new CloudWatchLogsClient(place);
  const schedules = new SchedulerClient(place);
  for (const Bucket of [names.lake, names.state, names.artifacts])
    await s3.send(new CreateBucketCommand({ Bucket }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: names.listenerLogGroup }));
  await schedules.send(
    new CreateScheduleCommand({
      Name: names.poller,
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: names.pollerArn, RoleArn: names.roleArn('poller-schedule') },
    }),
  );
  const put = async (stream: StreamName, name: string): Promise<string> => {
    const Key = `${streams[stream].prefix}${hourOf(new Date(nowMs()))}${name}.ndjson.gz`;
    await s3.send(new PutObjectCommand({ Bucket: names.lake, Key, Body: Buffer.from('a line') }));
    return Key;
  };
  const said = new Set<string>();
  let delivered = 0;
  const named = { AutoScalingGroupName: names.listener };
  const read = async () => {
    const { AutoScalingGroups = [] } = await groups.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [names.listener] }),
    );
    return AutoScalingGroups[0] ?? null;
  };
  const clients = [s3, groups, logs, schedules];
  return {
    s3,
    clients,
    makeGroup: async (version, desired = 1) => {
      if ((await read()) !== null) await groups.send(new DeleteAutoScalingGroupCommand(named));
      await groups.send(
        new CreateAutoScalingGroupCommand({
          ...named,
          MinSize: 0,
          MaxSize: 1,
          DesiredCapacity: desired,
          LaunchTemplate: { LaunchTemplateId: 'lt-0a1b2c3d', Version: version },
          AvailabilityZones: [`${names.region}a`],
        }),
      );
    },
    instances: async () => {
      const group = await read();
      return group === null
        ? null
        : (group.Instances ?? []).map(({ InstanceId = '' }) => InstanceId);
    },
    scheduleState: async () =>
      (await schedules.send(new GetScheduleCommand({ Name: names.poller }))).State,
    say: async (instance, words) => {
      const stream = { logGroupName: names.listenerLogGroup, logStreamName: instance };
      if (!said.has(instance)) await logs.send(new CreateLogStreamCommand(stream));
      said.add(instance);
      const time = new Date(nowMs());
      const message = JSON.stringify({ level: 'info', time: time.toISOString(), ...words });
      await logs.send(
        new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: time.getTime(), message }] }),
      );
    },
    deliver: async (stream) => {
      delivered += 1;
      return put(stream, `${names.deliveryStream(stream)}-1-${delivered}`);
    },
    poll: () => put('feed-health', randomUUID()),
    close: () => {
      for (const client of clients) client.destroy();
    },
  };
};
