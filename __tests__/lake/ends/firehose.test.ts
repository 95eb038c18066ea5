import type { StreamName } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDelivery } from '../../../lake/delivery/index.ts';
import { monotonicClock } from '../../../lake/delivery/clock.ts';
import type {
  DeliveryEvent,
  PutFault,
  Shipment,
  WaitingLine,
} from '../../../lake/delivery/ports.ts';
import { firehoseClient } from '../../../lake/ends/firehose-client.ts';
import { firehoseEnd } from '../../../lake/ends/firehose.ts';
import { handFirehose, type CallFate, type HandFirehose } from '../../support/hand-firehose.ts';
import { nowhere } from '../../support/http-server.ts';
import { memoryBacklog } from '../../support/memory-backlog.ts';

const STREAM: StreamName = 'mempool-block';
const NAME = 'feed-block';
const SECRET = 'not-to-be-told';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const endAt = (endpoint: string, requestTimeoutMs = 30_000) =>
  firehoseEnd({
    client: firehoseClient({ region: 'eu-central-1', endpoint, requestTimeoutMs }),
    names: new Map([[STREAM, NAME]]),
  });

/** Lines of about half a record, so that each record holds one. */
const wideLines = (count: number): ReadonlyArray<WaitingLine> =>
  Array.from({ length: count }, (_, index) => ({
    position: index + 1,
    observedAt: '2026-11-21T06:00:00.000Z',
    bytes: Buffer.from(`${String.fromCharCode(97 + index).repeat(600_000)}\n`),
  }));
const letters = (records: ReadonlyArray<string>): string =>
  records.map((record) => record[0]).join('');
const takenBy = (firehose: HandFirehose): string => letters(firehose.taken.get(NAME) ?? []);

const faultOf = async ({ attempt }: Shipment): Promise<PutFault> => {
  const put = await attempt();
  if (E.isRight(put)) throw new Error('no fault');
  return put.left;
};

it('lines go as records of whole lines, byte for byte', async () => {
  const firehose = await handFirehose();
  const texts = ['{"a":1}\n', '{"b":"å"}\n', '{"c":3}\n'];
  const lines = texts.map((text, index) => ({
    position: index + 1,
    observedAt: '2026-11-21T06:00:00.000Z',
    bytes: Buffer.from(text),
  }));
  const shipment = await endAt(firehose.url).load(STREAM, lines);
  expect(await shipment.attempt()).toStrictEqual(E.right(undefined));
  expect(firehose.taken.get(NAME)).toStrictEqual([texts.join('')]);
  expect([shipment.records, shipment.bytes]).toStrictEqual([1, Buffer.byteLength(texts.join(''))]);
});

it('more than one call holds goes in several, in order', async () => {
  const firehose = await handFirehose();
  const { attempt } = await endAt(firehose.url).load(STREAM, wideLines(9));
  expect(E.isRight(await attempt())).toBe(true);
  expect(firehose.calls.map(letters)).toStrictEqual(['abcdef', 'ghi']);
});

it('of a batch that was taken in part only what was refused is sent again', async () => {
  const firehose = await handFirehose();
  firehose.will({ part: [0, 2, 3] }, { part: [1] });
  const shipment = await endAt(firehose.url).load(STREAM, wideLines(5));
  expect(await faultOf(shipment)).toStrictEqual({
    code: 'partial',
    isPermanent: false,
    message: `stream ${STREAM} to Firehose delivery stream ${NAME}: partial (3 of 5 records refused: ServiceUnavailableException)`,
  });
  expect((await faultOf(shipment)).code).toBe('partial');
  expect(E.isRight(await shipment.attempt())).toBe(true);
  expect(firehose.calls.map(letters)).toStrictEqual(['abcde', 'acd', 'c']);
  expect(takenBy(firehose)).toBe('beadc');
});

it('what an earlier call took is not sent again after a later one failed', async () => {
  const firehose = await handFirehose();
  firehose.will('taken', { status: 500, name: 'InternalFailure' });
  const shipment = await endAt(firehose.url).load(STREAM, wideLines(9));
  expect((await faultOf(shipment)).code).toBe('unavailable');
  expect(E.isRight(await shipment.attempt())).toBe(true);
  expect(firehose.calls.map(letters)).toStrictEqual(['abcdef', 'ghi', 'ghi']);
});

describe('a call that fails as a whole', () => {
  it.each([
    [503, 'ServiceUnavailableException', 'throttled', false],
    [400, 'ThrottlingException', 'throttled', false],
    [400, 'LimitExceededException', 'throttled', false],
    [429, 'Whatever', 'throttled', false],
    [500, 'InternalFailure', 'unavailable', false],
    [502, 'Whatever', 'unavailable', false],
    [400, 'AccessDeniedException', 'access-denied', true],
    [400, 'UnrecognizedClientException', 'access-denied', true],
    [400, 'ExpiredTokenException', 'access-denied', true],
    [403, 'InvalidSignatureException', 'access-denied', true],
    [400, 'ResourceNotFoundException', 'missing', true],
    [400, 'InvalidArgumentException', 'refused', true],
  ] as const)(
    'with %i %s is %s, tried once, and goes again by the next attempt',
    async (status, name, code, isPermanent) => {
      const firehose = await handFirehose();
      firehose.will({ status, name });
      const shipment = await endAt(firehose.url).load(STREAM, wideLines(1));
      const fault = await faultOf(shipment);
      expect(fault).toMatchObject({ code, isPermanent });
      expect(fault.message).toContain(`stream ${STREAM} to Firehose delivery stream ${NAME}`);
      expect(fault.message).not.toMatch(/a body|aaa|not-to-be-told|AKID/);
      expect(firehose.calls).toHaveLength(1);
      expect(E.isRight(await shipment.attempt())).toBe(true);
      expect(takenBy(firehose)).toBe('a');
    },
  );

  it.each([
    ['late-after-taken', 'timeout'],
    ['stalled-after-taken', 'timeout'],
    ['cut-after-taken', 'network'],
    ['torn-after-taken', 'network'],
    ['garbled-after-taken', 'network'],
    ['short-after-taken', 'unavailable'],
    ['long-after-taken', 'unavailable'],
    ['miscounted-after-taken', 'unavailable'],
  ] as const)('%s: nothing is known, all of it is sent again', async (fate, code) => {
    const firehose = await handFirehose();
    firehose.will(fate);
    const shipment = await endAt(firehose.url, 400).load(STREAM, wideLines(2));
    expect(await faultOf(shipment)).toMatchObject({ code, isPermanent: false });
    expect(firehose.calls).toHaveLength(1);
    expect(E.isRight(await shipment.attempt())).toBe(true);
    expect(firehose.calls.map(letters)).toStrictEqual(['ab', 'ab']);
  });

  it('for want of anybody there is one of the network', async () => {
    const shipment = await endAt(await nowhere()).load(STREAM, wideLines(1));
    expect(await faultOf(shipment)).toMatchObject({ code: 'network', isPermanent: false });
  });

  it('for want of credentials waits for them, and goes when there are some', async () => {
    const firehose = await handFirehose();
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
    const shipment = await endAt(firehose.url).load(STREAM, wideLines(1));
    expect(await faultOf(shipment)).toMatchObject({ code: 'access-denied', isPermanent: true });
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
    expect(E.isRight(await shipment.attempt())).toBe(true);
  });
});

const fates: fc.Arbitrary<CallFate> = fc.oneof(
  fc.constant('taken' as const),
  fc.array(fc.nat(6), { minLength: 1 }).map((part) => ({ part })),
  fc.constantFrom<CallFate>(
    'cut-after-taken',
    'garbled-after-taken',
    'short-after-taken',
    { status: 503, name: 'ServiceUnavailableException' },
    { status: 500, name: 'InternalFailure' },
    { status: 400, name: 'AccessDeniedException' },
  ),
);

it('whatever becomes of the calls, every line arrives whole in the delivery stream of its stream', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fates, { maxLength: 12 }),
      fc.array(
        fc.record({
          stream: fc.constantFrom<StreamName>(STREAM, 'quarantine'),
          bytes: fc.integer({ min: 1, max: 400_000 }),
        }),
        { minLength: 1, maxLength: 20 },
      ),
      async (calls, wanted) => {
        const firehose = await handFirehose();
        firehose.will(...calls);
        const backlog = memoryBacklog();
        const told: Array<DeliveryEvent> = [];
        const lines = wanted.map(({ stream, bytes }, index) => ({
          stream,
          observedAt: '2026-11-21T06:00:00.000Z',
          text: `${index}`.padEnd(bytes, '.'),
        }));
        backlog.add(lines);
        const end = firehoseEnd({
          client: firehoseClient({ region: 'eu-central-1', endpoint: firehose.url }),
          names: new Map<StreamName, string>([
            [STREAM, STREAM],
            ['quarantine', 'quarantine'],
          ]),
        });
        const delivery = startDelivery(backlog, end, {
          clock: monotonicClock,
          random: () => 0,
          told: (event) => told.push(event),
        });
        expect(await delivery.flush(Number.POSITIVE_INFINITY)).toBe(true);
        await delivery.stop();
        for (const stream of [STREAM, 'quarantine'] as const) {
          const arrived = (firehose.taken.get(stream) ?? []).join('').split('\n').slice(0, -1);
          const texts = lines.filter((line) => line.stream === stream).map(({ text }) => text);
          expect(new Set(arrived)).toStrictEqual(new Set(texts));
        }
        const failures = told.filter(({ event }) => event === 'put-failed').length;
        const faults =
          firehose.calls.length - told.filter(({ event }) => event === 'delivered').length;
        expect(failures).toBe(faults);
      },
    ),
    { numRuns: 40 },
  );
});
