import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createServer, type AddressInfo } from 'node:net';
import * as E from 'fp-ts/lib/Either.js';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest';
import { s3Store } from '../../../lake/ends/s3-store.ts';
import { startFaultProxy, type FaultProxy } from '../../support/aws/fault-proxy.ts';
import type { Fault } from '../../support/aws/faults.ts';
import { credentials, startMinistack, type Ministack } from '../../support/aws/ministack.ts';
import { serve } from '../../support/http-server.ts';

const bucket = 'lake';
const region = 'us-east-1';
const key = 'bronze/mainnet/2026/11/21/06/a.ndjson.gz';
const where = `s3://${bucket}/${key}`;
const pass: Fault = { kind: 'pass' };

/** Bytes that differ from place to place. */
const content = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 7) % 251);

let ministack: Ministack;
let proxy: FaultProxy;
let s3: S3Client;

beforeAll(async () => {
  for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value);
  ministack = await startMinistack();
  s3 = new S3Client({ endpoint: ministack.endpoint, region, forcePathStyle: true });
});
afterAll(async () => {
  s3.destroy();
  await ministack.stop();
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  await ministack.reset();
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  proxy = await startFaultProxy(ministack.endpoint);
});
afterEach(() => proxy.stop());

const store = (endpoint = proxy.url, requestTimeoutMs = 30_000) =>
  s3Store({ bucket, region, endpoint, requestTimeoutMs });

const held = async (): Promise<Uint8Array | undefined> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return Body?.transformToByteArray();
};

/** Without the seconds that a comparison element by element takes. */
const isSame = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a !== undefined && Buffer.compare(a, b) === 0;

const isThere = (): Promise<boolean> =>
  s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).then(
    () => true,
    () => false,
  );

const putByOther = (bytes: Uint8Array) =>
  s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));

describe('an object', () => {
  it.each([0, 1, 5 * 1024 * 1024 + 3])('of %i bytes is there as it was given', async (length) => {
    const bytes = content(length);
    expect(await store().put(key, bytes)).toStrictEqual(E.right(undefined));
    expect(isSame(await held(), bytes)).toBe(true);
    expect(proxy.seen().requests, 'nothing is read back').toBe(1);
  });

  it('that is there already is right again', async () => {
    const bytes = content(300_000);
    await store().put(key, bytes);
    expect(await store().put(key, bytes)).toStrictEqual(E.right(undefined));
  });

  it.each([
    ['of another length', (bytes: Uint8Array) => bytes.subarray(1)],
    ['of the same length', (bytes: Uint8Array) => bytes.with(bytes.length - 1, 255)],
    ['that is empty', () => new Uint8Array()],
  ])('never replaces another %s', async (_, other) => {
    const bytes = content(300_000);
    await putByOther(other(bytes));
    expect(await store().put(key, bytes)).toStrictEqual(
      E.left({
        code: 'conflict',
        isPermanent: true,
        message: `${where}: another object of that name is there; move it out of the lake, it goes on by itself then`,
      }),
    );
    expect(isSame(await held(), other(bytes))).toBe(true);
  });

  it('of one name and twenty writers at once is of one of them, and only that one is told so', async () => {
    const writers = Array.from({ length: 20 }, (_, writer) => Uint8Array.from([writer]));
    const outcomes = await Promise.all(writers.map((bytes) => store().put(key, bytes)));
    const winners = writers.filter((_, writer) => {
      const outcome = outcomes[writer];
      return outcome !== undefined && E.isRight(outcome);
    });
    expect(winners).toStrictEqual([await held()]);
    const others = outcomes.filter(E.isLeft).map(({ left }) => left.code);
    expect(others).toStrictEqual(Array.from({ length: 19 }, () => 'conflict'));
  });
});

describe('an answer that is lost after the object was taken', () => {
  it.each(['lose-answer', 'cut-answer'] as const)(
    '(%s) is a fault of the network; the next attempt finds the object and is right',
    async (kind) => {
      const bytes = content(1000);
      proxy.faults.queue({ kind });
      expect(await store().put(key, bytes)).toMatchObject({
        left: { code: 'network', isPermanent: false },
      });
      expect(await store().put(key, bytes)).toStrictEqual(E.right(undefined));
      const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      expect(KeyCount).toBe(1);
    },
  );

  it('is tried no second time by the client itself', async () => {
    proxy.faults.decide(() => ({ kind: 'lose-answer' }));
    await store().put(key, content(10));
    expect(proxy.seen().requests).toBe(1);
  });

  it('may be lost a second time, when the object is read back', async () => {
    const bytes = content(300_000);
    await store().put(key, bytes);
    proxy.faults.queue(pass, { kind: 'cut-answer' });
    expect(await store().put(key, bytes)).toMatchObject({
      left: { code: 'network', isPermanent: false },
    });
    expect(await store().put(key, bytes)).toStrictEqual(E.right(undefined));
  });
});

describe('what the service says', () => {
  it.each([
    [{ kind: 'throttle' }, 'throttled', false, 'SlowDown, HTTP 503'],
    [{ kind: 'internal' }, 'unavailable', false, 'InternalError, HTTP 500'],
    [{ kind: 'gateway', status: 502 }, 'unavailable', false, 'HTTP 502'],
    [{ kind: 'error', status: 503, name: 'ServiceUnavailable' }, 'unavailable', false, 'HTTP 503'],
    [{ kind: 'error', status: 400, name: 'RequestTimeout' }, 'timeout', false, 'HTTP 400'],
    [{ kind: 'error', status: 429, name: 'TooMany' }, 'throttled', false, 'HTTP 429'],
    [
      { kind: 'error', status: 409, name: 'ConditionalRequestConflict' },
      'unavailable',
      false,
      'HTTP 409',
    ],
    [{ kind: 'access-denied' }, 'access-denied', true, 'AccessDenied, HTTP 403'],
    [{ kind: 'error', status: 400, name: 'ExpiredToken' }, 'access-denied', true, 'HTTP 400'],
    [
      { kind: 'error', status: 403, name: 'RequestTimeTooSkewed' },
      'access-denied',
      true,
      'HTTP 403',
    ],
    [{ kind: 'missing' }, 'missing', true, 'NoSuchBucket, HTTP 404'],
    [{ kind: 'error', status: 400, name: 'EntityTooLarge' }, 'refused', true, 'EntityTooLarge'],
    [{ kind: 'error', status: 301, name: 'PermanentRedirect' }, 'refused', true, 'HTTP 301'],
  ] as const)('%o is %s', async (fault, code, isPermanent, detail) => {
    proxy.faults.queue(fault);
    const outcome = await store().put(key, content(10));
    expect(outcome).toMatchObject({ left: { code, isPermanent } });
    const message = E.isLeft(outcome) ? outcome.left.message : '';
    expect(message).toContain(`${where}: ${code} (`);
    expect(message).toContain(detail);
    expect(message, 'nothing of the body').not.toContain('as the test asked');
    expect(message.includes('; '), 'a next step where a person is needed').toBe(isPermanent);
    expect(await isThere()).toBe(false);
    expect(await store().put(key, content(10)), 'the next attempt').toStrictEqual(
      E.right(undefined),
    );
  });

  it('is asked again where another object was in the way and is gone', async () => {
    proxy.faults.queue({ kind: 'error', status: 412, name: 'PreconditionFailed' });
    expect(await store().put(key, content(10))).toMatchObject({
      left: { code: 'unavailable', isPermanent: false },
    });
  });

  it('tells a bucket that is not there', async () => {
    const elsewhere = s3Store({ bucket: 'other', region, endpoint: proxy.url });
    expect(await elsewhere.put(key, content(10))).toMatchObject({
      left: { code: 'missing', isPermanent: true },
    });
  });
});

describe('a service that does not answer', () => {
  it.each([
    ['hang', false],
    ['hang-after', true],
  ] as const)('(%s) is a timeout', async (kind, taken) => {
    proxy.faults.queue({ kind });
    const outcome = await store(proxy.url, 200).put(key, content(10));
    expect(outcome).toMatchObject({ left: { code: 'timeout', isPermanent: false } });
    expect(await isThere()).toBe(taken);
    proxy.faults.release();
  });

  it('in the middle of an object that is read back is a fault, not a wait for ever', async () => {
    const bytes = content(100_000);
    const endpoint = await serve((request, response) => {
      request.resume();
      if (request.method === 'PUT') {
        response.writeHead(412, { 'content-type': 'application/xml' });
        response.end('<Error><Code>PreconditionFailed</Code></Error>');
        return;
      }
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1000));
    });
    expect(await store(endpoint, 200).put(key, bytes)).toMatchObject({
      left: { isPermanent: false },
    });
  });

  it('and yet says something now and then is a timeout', async () => {
    const server = createServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const ticking = setInterval(() => socket.write('x-more: to come\r\n'), 20);
      socket.on('error', () => undefined).on('close', () => clearInterval(ticking));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const outcome = await store(`http://127.0.0.1:${port}`, 200).put(key, content(10));
    expect(outcome).toMatchObject({ left: { code: 'timeout', isPermanent: false } });
  });

  it.each([
    ['drop', () => proxy.faults.queue({ kind: 'drop' }), 'ECONNRESET'],
    ['refuse', () => proxy.faults.refuse(), 'ECONNREFUSED'],
  ] as const)('(%s) is a fault of the network', async (_, fail, detail) => {
    await fail();
    const outcome = await store().put(key, content(10));
    expect(outcome).toMatchObject({ left: { code: 'network', isPermanent: false } });
    expect(E.isLeft(outcome) ? outcome.left.message : '').toContain(detail);
  });

  it('without credentials is a fault a person repairs', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    const outcome = await store().put(key, content(10));
    vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.AWS_ACCESS_KEY_ID);
    expect(outcome).toMatchObject({ left: { code: 'access-denied', isPermanent: true } });
    expect(proxy.seen().requests).toBe(0);
  });
});
