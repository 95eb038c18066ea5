import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream/index.js';
import { KinesisFirehoseDeliveryStream } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream/index.js';
import type { Construct } from '../cdktf.ts';
import type { Names } from '../names.ts';
import { trustedService, type Statement } from './policy.ts';
import { Role } from './role.ts';

export interface DeliveryStreamProps {
  readonly names: Names;
  readonly account: string;
  /** Name of the stream in the catalogue. */
  readonly stream: string;
  /** Below the lake's root, with the stroke at its end. */
  readonly prefix: string;
  readonly bufferSeconds: number;
  readonly bufferMib: number;
  readonly log: CloudwatchLogGroup;
}

/** Beside what the pipes read, so that none tries to load it. */
const errorPrefixOf = (stream: string): string => `firehose-errors/${stream}/`;

/** What AWS names for a delivery into S3, and to tell of errors. */
const mayOf = ({ names, stream, prefix }: DeliveryStreamProps): ReadonlyArray<Statement> => [
  {
    actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
    resources: [
      names.lakeObjectsArn(`${prefix}*`),
      names.lakeObjectsArn(`${errorPrefixOf(stream)}*`),
    ],
  },
  {
    actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
    resources: [names.lakeArn],
  },
  {
    actions: ['logs:PutLogEvents'],
    resources: [`${names.logGroupArn(names.deliveryLogGroup)}:log-stream:${stream}`],
  },
];

/** A delivery stream into the lake: gzip NDJSON under the stream's prefix, by hour of arrival in UTC. */
export const deliveryStream = (scope: Construct, props: DeliveryStreamProps): void => {
  const { names, account, stream, prefix, bufferSeconds, bufferMib, log } = props;
  const errors = new CloudwatchLogStream(scope, `${stream}-log`, {
    name: stream,
    logGroupName: log.name,
  });
  const role = new Role(scope, `${stream}-role`, {
    names,
    name: `firehose-${stream}`,
    description: `Firehose writes ${stream} into the lake`,
    trust: [trustedService('firehose', account)],
    may: mayOf(props),
  });
  new KinesisFirehoseDeliveryStream(scope, stream, {
    name: names.deliveryStream(stream),
    destination: 'extended_s3',
    serverSideEncryption: { enabled: true, keyType: 'AWS_OWNED_CMK' },
    extendedS3Configuration: {
      roleArn: role.arn,
      bucketArn: names.lakeArn,
      prefix: `${prefix}dt=!{timestamp:yyyy-MM-dd}/hr=!{timestamp:HH}/`,
      errorOutputPrefix: `${errorPrefixOf(stream)}!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/`,
      bufferingInterval: bufferSeconds,
      bufferingSize: bufferMib,
      compressionFormat: 'GZIP',
      fileExtension: '.ndjson.gz',
      cloudwatchLoggingOptions: {
        enabled: true,
        logGroupName: log.name,
        logStreamName: errors.name,
      },
    },
    dependsOn: [role.policy],
  });
};
