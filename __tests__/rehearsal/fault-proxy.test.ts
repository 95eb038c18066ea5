import {
  CreateDeliveryStreamCommand,
  FirehoseClient,
  PutRecordBatchCommand,
} from '@aws-sdk/client-firehose';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from '../support/aws/fault-proxy.ts';
import { credentials, startMinistack, type Ministack } from '../support/aws/ministack.ts';

const bucket = 'lake';
const stream = 'feed';
const region = 'us-east-1';
const keys = {
  accessKeyId: credentials.AWS_ACCESS_KEY_ID,
  secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY,
};
const maxRecordBytes = 1000 * 1024;
const batchBytes = 4 * 1024 * 1024;

let ministack: Ministack;
let s3: S3Client;
let proxy: FaultProxy;
let firehose: FirehoseClient;

const firehoseAt = (endpoint: string, requestTimeout: number): FirehoseClient =>
  new FirehoseClient({
    endpoint,
    region,
    credentials: keys,
    maxAttempts: 1,
    requestHandler: { requestTimeout, throwOnRequestTimeout: true },
  });

beforeAll(async () => {
  ministack = await startMinistack();
  s3 = new S3Client({
    endpoint: ministack.endpoint,
    region,
    credentials: keys,
    forcePathStyle: true,
  });
});
afterAll(async () => {
  s3.destroy();
  await ministack.stop();
});

beforeEach(async () => {
  await ministack.reset();
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const control = firehoseAt(ministack.endpoint, 30_000);
  await control.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: stream,
      ExtendedS3DestinationConfiguration: {
        BucketARN: `arn:aws:s3:::${bucket}`,
        RoleARN: 'arn:aws:iam::000000000000:role/firehose',
      },
    }),
  );
  control.destroy();
  proxy = await startFaultProxy(ministack.endpoint);
  firehose = firehoseAt(proxy.url, 30_000);
});
afterEach(async () => {
  firehose.destroy();
  await proxy.stop();
});

const put = (records: ReadonlyArray<string | Uint8Array>, client = firehose, name = stream) =>
  client.send(
    new PutRecordBatchCommand({
      DeliveryStreamName: name,
      Records: records.map((data) => ({
        Data: typeof data === 'string' ? Buffer.from(data) : data,
      })),
    }),
  );

/** The put's error: its name, HTTP status and system code. */
const failureOf = async (answer: Promise<unknown>) => {
  const error: unknown = await answer.then(
    () => {
      throw new Error('it did not fail');
    },
    (reason: unknown) => reason,
  );
  const { name, code, $metadata } = error as {
    readonly name: string;
    readonly code?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return { name, code, status: $metadata?.httpStatusCode };
};

/** Contents of all objects in the bucket, one a record, in alphabetical order. */
const arrived = async (): Promise<ReadonlyArray<string>> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  const bodies = Contents.map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return (await Body?.transformToString()) ?? '';
  });
  return (await Promise.all(bodies)).toSorted();
};

describe('a batch of records', () => {
  it('passes and is an object of the bucket, over one connection', async () => {
    const answer = await put(['a\n', 'b\n']);
    expect(answer.FailedPutCount).toBe(0);
    expect(answer.RequestResponses).toHaveLength(2);
    await put(['c\n']);
    expect(await arrived()).toEqual(['a\n', 'b\n', 'c\n']);
    expect(proxy.seen()).toStrictEqual({
      requests: 2,
      byFault: { pass: 2 },
      overLimit: 0,
      records: 3,
      recordBytes: 6,
      connections: 1,
      hanging: 0,
    });
  });

  it('is taken in part: what was refused is named at its place, and only the rest arrives', async () => {
    proxy.faults.queue({ kind: 'fail-records', indexes: [0, 2], code: 'InternalFailure' });
    const answer = await put(['a', 'b', 'c', 'd']);
    expect(answer.FailedPutCount).toBe(2);
    expect(answer.RequestResponses?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'InternalFailure',
      undefined,
      'InternalFailure',
      undefined,
    ]);
    expect(answer.RequestResponses?.map(({ RecordId }) => typeof RecordId)).toEqual([
      'undefined',
      'string',
      'undefined',
      'string',
    ]);
    expect(await arrived()).toEqual(['b', 'd']);
  });

  it('is refused record by record where all of them fail', async () => {
    proxy.faults.queue({ kind: 'fail-records', indexes: [0, 1, 7] });
    const answer = await put(['a', 'b']);
    expect(answer.FailedPutCount).toBe(2);
    expect(answer.RequestResponses?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'ServiceUnavailableException',
      'ServiceUnavailableException',
    ]);
    expect(await arrived()).toEqual([]);
  });
});

describe('a fault of the whole call, as the client sees it', () => {
  it.each([
    [{ kind: 'throttle' }, 'ServiceUnavailableException', 503],
    [{ kind: 'internal' }, 'InternalFailure', 500],
    [{ kind: 'access-denied' }, 'AccessDeniedException', 400],
    [{ kind: 'missing' }, 'ResourceNotFoundException', 400],
    [{ kind: 'error', status: 400, name: 'LimitExceededException' }, 'LimitExceededException', 400],
  ] as const)('%o is %s with %i, and nothing arrives', async (fault, name, status) => {
    proxy.faults.queue(fault);
    expect(await failureOf(put(['a']))).toStrictEqual({ name, status, code: undefined });
    expect(await arrived()).toEqual([]);
    await put(['a']);
    expect(await arrived()).toEqual(['a']);
    expect(proxy.seen().byFault).toStrictEqual({ [fault.kind]: 1, pass: 1 });
  });

  it('a gateway has no name of the service', async () => {
    proxy.faults.queue({ kind: 'gateway', status: 503 });
    expect(await failureOf(put(['a']))).toMatchObject({ name: 'SyntaxError', status: 503 });
    expect(await arrived()).toEqual([]);
  });

  it.each([
    ['drop', []],
    ['lose-answer', ['a']],
    ['cut-answer', ['a']],
  ] as const)('%s is a reset; then there is %j', async (kind, there) => {
    proxy.faults.queue({ kind });
    expect(await failureOf(put(['a']))).toMatchObject({ code: 'ECONNRESET' });
    expect(await arrived()).toEqual(there);
  });

  it('a stream that is not there is told so by the server itself', async () => {
    expect(await failureOf(put(['a'], firehose, 'other'))).toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('refused connections are refused until they are taken again', async () => {
    await put(['a']);
    await proxy.faults.refuse();
    const fresh = firehoseAt(proxy.url, 30_000); // the other may try its connection of before
    expect(await failureOf(put(['b'], fresh))).toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.faults.accept();
    await put(['c'], fresh);
    fresh.destroy();
    expect(await arrived()).toEqual(['a', 'c']);
  });
});

describe('a request that hangs', () => {
  it.each([
    ['hang', []],
    ['hang-after', ['a']],
  ] as const)('%s runs into the timeout of the client; then there is %j', async (kind, there) => {
    const hasty = firehoseAt(proxy.url, 1000);
    proxy.faults.queue({ kind });
    expect(await failureOf(put(['a'], hasty))).toMatchObject({ name: 'TimeoutError' });
    hasty.destroy();
    proxy.faults.release();
    expect(await arrived()).toEqual(there);
  });

  it.each(['hang', 'hang-after'] as const)('%s goes on when it is let go', async (kind) => {
    proxy.faults.queue({ kind });
    const answer = put(['a']);
    await expect.poll(() => proxy.seen().hanging).toBe(1);
    await put(['b']); // another is not held up
    proxy.faults.release();
    expect((await answer).FailedPutCount).toBe(0);
    expect(await arrived()).toEqual(['a', 'b']);
  });
});

describe('the limits of Firehose', () => {
  it('500 records pass, 501 do not', async () => {
    const records = Array.from({ length: 501 }, () => 'x');
    expect(await failureOf(put(records))).toMatchObject({
      name: 'ValidationException',
      status: 400,
    });
    expect((await put(records.slice(1))).FailedPutCount).toBe(0);
    expect(await arrived()).toHaveLength(500);
    expect(proxy.seen().overLimit).toBe(1);
  });

  it.each([0, 1, 2])(
    'a record of 1,000 KiB passes, one with %i + 1 bytes more does not',
    async (more) => {
      const long = new Uint8Array(maxRecordBytes + 1 + more);
      expect(await failureOf(put(['x', long]))).toMatchObject({ name: 'ValidationException' });
      expect((await put([long.subarray(0, maxRecordBytes)])).FailedPutCount).toBe(0);
      expect(proxy.seen()).toMatchObject({ overLimit: 1, byFault: { pass: 1 } });
    },
  );

  it('4 MiB pass, a byte more does not, although the server behind takes it', async () => {
    const full = Array.from({ length: 8 }, () => new Uint8Array(batchBytes / 8));
    const over = [...full.slice(1), new Uint8Array(batchBytes / 8 + 1)];
    expect(await failureOf(put(over))).toMatchObject({
      name: 'InvalidArgumentException',
      status: 400,
    });
    expect((await put(full)).FailedPutCount).toBe(0);
    expect(proxy.seen()).toMatchObject({ overLimit: 1, recordBytes: 2 * batchBytes + 1 });

    const direct = firehoseAt(ministack.endpoint, 30_000);
    expect((await put(over, direct)).FailedPutCount).toBe(0);
    direct.destroy();
  });
});

it('a test decides by the request', async () => {
  proxy.faults.decide(({ index, operation, batch }) =>
    operation === 'PutRecordBatch' && batch?.stream === stream && index % 2 === 0
      ? { kind: 'throttle' }
      : { kind: 'pass' },
  );
  expect(await failureOf(put(['a']))).toMatchObject({ name: 'ServiceUnavailableException' });
  await put(['b']);
  expect(await failureOf(put(['c']))).toMatchObject({ name: 'ServiceUnavailableException' });
  expect(await arrived()).toEqual(['b']);
});
