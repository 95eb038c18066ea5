import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import {
  CreateBucketCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { streams, type StreamName } from '@bitcoin-pipeline/model';
import { credentials } from '../../__tests__/support/aws/ministack.ts';

export const region = 'us-east-1';
const bucket = 'lake';
/** Objects read at once. */
const READERS = 8;

const linesIn = function* (bytes: Buffer): Generator<Buffer, void> {
  for (let from = 0; from < bytes.length;) {
    const feed = bytes.indexOf(0x0a, from);
    const to = feed < 0 ? bytes.length : feed + 1;
    yield bytes.subarray(from, to);
    from = to;
  }
};

/** The service behind the proxy, seen past it. */
export class Service {
  readonly #firehose: FirehoseClient;
  readonly #s3: S3Client;

  constructor(endpoint: string) {
    const keys = {
      accessKeyId: credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY,
    };
    this.#firehose = new FirehoseClient({ endpoint, region, credentials: keys });
    this.#s3 = new S3Client({ endpoint, region, credentials: keys, forcePathStyle: true });
  }

  async createBucket(): Promise<void> {
    await this.#s3.send(new CreateBucketCommand({ Bucket: bucket }));
  }

  /** A delivery stream of the same name, with the prefix of the stream. */
  async createStream(stream: StreamName): Promise<void> {
    await this.#firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: stream,
        ExtendedS3DestinationConfiguration: {
          BucketARN: `arn:aws:s3:::${bucket}`,
          RoleARN: 'arn:aws:iam::000000000000:role/firehose',
          Prefix: streams[stream].prefix,
        },
      }),
    );
  }

  /** Calls with every line of the bucket, as often as it is there. */
  async eachLine(call: (line: Buffer, key: string) => void): Promise<void> {
    const keys = (await this.#keys()).values();
    const read = async (): Promise<void> => {
      for (const key of keys) {
        const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
        for (const line of linesIn(bytes)) call(line, key);
      }
    };
    await Promise.all(Array.from({ length: READERS }, read));
  }

  stop(): void {
    this.#firehose.destroy();
    this.#s3.destroy();
  }

  async #keys(): Promise<ReadonlyArray<string>> {
    const keys: Array<string> = [];
    for await (const { Contents } of paginateListObjectsV2(
      { client: this.#s3 },
      { Bucket: bucket },
    ))
      keys.push(...(Contents ?? []).flatMap(({ Key }) => Key ?? []));
    return keys;
  }
}
