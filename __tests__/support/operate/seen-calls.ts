import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { vi } from 'vitest';
import type { Names } from '../../../stacks/names.ts';

/** What commands name of what they are about. */
interface Input {
  readonly Bucket?: string;
  readonly Key?: string;
  readonly Name?: string;
  readonly Target?: { readonly RoleArn: string };
  readonly logGroupName?: string;
  readonly AutoScalingGroupName?: string;
}
type Seen = readonly [action: string, resource: string];

/** A call of S3 is allowed under another name than it has. */
const s3Actions: Readonly<Record<string, string>> = {
  HeadBucket: 'ListBucket',
  ListObjectsV2: 'ListBucket',
};

const ofS3 = (name: string, { Bucket, Key }: Input): ReadonlyArray<Seen> => [
  [`s3:${s3Actions[name] ?? name}`, `arn:aws:s3:::${Bucket}${Key === undefined ? '' : `/${Key}`}`],
];

/** What IAM is asked for a call. */
const asked = (client: unknown, name: string, input: Input, names: Names): ReadonlyArray<Seen> => {
  if (client instanceof S3Client) return ofS3(name, input);
  if (client instanceof CloudWatchLogsClient)
    return [[`logs:${name}`, names.logGroupArn(input.logGroupName ?? '')]];
  if (client instanceof SchedulerClient) {
    const schedule = names.arn('scheduler', `schedule/default/${input.Name}`);
    const target = input.Target;
    return [
      [`scheduler:${name}`, schedule],
      ...(target === undefined ? [] : [['iam:PassRole', target.RoleArn] as const]),
    ];
  }
  const group = `autoScalingGroup:6f1c:autoScalingGroupName/${input.AutoScalingGroupName}`;
  return [
    [`autoscaling:${name}`, name.startsWith('Describe') ? '*' : names.arn('autoscaling', group)],
  ];
};

/** Any packed listener is as good as another. */
const general = ([action, resource]: Seen, { artifactsArn, listenerArtifactKey }: Names): Seen => [
  action,
  resource.startsWith(`${artifactsArn}/listener/`)
    ? `${artifactsArn}/${listenerArtifactKey('0a1b')}`
    : resource,
];

/** Sees each call that a client makes which is not among `others`. */
export const watchCalls = (names: Names, others: ReadonlyArray<unknown>) => {
  const spies = [AutoScalingClient, CloudWatchLogsClient, S3Client, SchedulerClient].map((kind) =>
    vi.spyOn(kind.prototype, 'send'),
  );
  return {
    /** The commands since it was asked last, and what IAM is asked for them, `action on resource`. */
    take: (): {
      readonly commands: ReadonlyArray<object>;
      readonly asked: ReadonlyArray<string>;
    } => {
      const sent = spies.flatMap(({ mock }) =>
        mock.calls.map(([command], at) => ({
          client: mock.contexts[at],
          command: command as { readonly input: Input },
        })),
      );
      for (const spy of spies) spy.mockClear();
      const ours = sent.filter(({ client }) => !others.includes(client));
      const seen = ours.flatMap(({ client, command }) =>
        asked(client, command.constructor.name.replace(/Command$/, ''), command.input, names),
      );
      return {
        commands: ours.map(({ command }) => command),
        asked: [...new Set(seen.map((each) => general(each, names).join(' on ')))],
      };
    },
    stop: (): void => {
      for (const spy of spies) spy.mockRestore();
    },
  };
};
