import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { s3Document } from '../../../lake/documents/s3.ts';
import { startFaultProxy, type FaultProxy } from '../../support/aws/fault-proxy.ts';
import type { Fault } from '../../support/aws/faults.ts';
import { lakeBucket, withLakeBucket } from '../../support/aws/lake-bucket.ts';
import { heldIn, written } from '../../support/counting.ts';
import { serve } from '../../support/http-server.ts';

const { endpoint } = withLakeBucket();
let proxy: FaultProxy;
let key: string;
beforeEach(async () => {
  proxy = await startFaultProxy(endpoint());
  key = `state/${randomUUID()}.json`;
});
afterEach(() => proxy.stop());

/** Another writer's. */
const elsewhere = () => s3Document({ ...lakeBucket, key, endpoint: endpoint() });
const through = (url = proxy.url, requestTimeoutMs = 30_000) =>
  s3Document({ ...lakeBucket, key, endpoint: url, requestTimeoutMs });

/** The version of what is there; null at first. */
const newest = async (): Promise<string | null> => (await heldIn(elsewhere()))?.version ?? null;
const textThere = async () => (await heldIn(elsewhere()))?.text;
const putByOther = async (text: string) => written(await elsewhere().write(text, await newest()));

const lost = E.right({ tag: 'lost' });
const pass: Fault = { kind: 'pass' };

describe.each([
  ['made', () => Promise.resolve()],
  ['replaced', () => putByOther('before')],
])('an object that is %s', (_, before) => {
  it.each(['lose-answer', 'cut-answer', 'hang-after'] as const)(
    'is written, though the answer was lost (%s)',
    async (kind) => {
      await before();
      proxy.faults.queue({ kind });
      const document = through(proxy.url, kind === 'hang-after' ? 300 : 30_000);
      const outcome = written(await document.write('mine', await newest()));
      expect(outcome).toStrictEqual({ tag: 'written', version: await newest() });
      expect(await textThere()).toBe('mine');
      expect(proxy.seen().requests, 'it was read back, and not written again').toBe(2);
      proxy.faults.release();
    },
  );

  it.each(['lose-answer', 'hang-after'] as const)(
    'is written by the next try, where the look at it was lost as well (%s)',
    async (kind) => {
      await before();
      const version = await newest();
      const document = through(proxy.url, kind === 'hang-after' ? 300 : 30_000);
      proxy.faults.queue({ kind }, { kind: 'drop' });
      const code = kind === 'hang-after' ? 'timeout' : 'network';
      expect(await document.write('mine', version)).toMatchObject({
        left: { code, isPermanent: false },
      });
      expect(written(await document.write('mine', version))).toStrictEqual({
        tag: 'written',
        version: await newest(),
      });
      proxy.faults.release();
    },
  );

  it('is lost, though of the same text, where another wrote it after an answer was lost', async () => {
    await before();
    const version = await newest();
    const document = through();
    proxy.faults.queue({ kind: 'internal' }, { kind: 'drop' });
    expect(await document.write('same', version)).toMatchObject({ left: { code: 'unavailable' } });
    await putByOther('same');
    expect(await document.write('same', version)).toStrictEqual(lost);
  });

  it('is lost where another replaced it after an answer was lost', async () => {
    await before();
    const version = await newest();
    const document = through();
    proxy.faults.queue({ kind: 'lose-answer' }, { kind: 'drop' });
    await document.write('mine', version);
    await putByOther('theirs');
    expect(await document.write('mine', version)).toStrictEqual(lost);
    expect(await textThere()).toBe('theirs');
  });

  it('is lost where another is under way at the same moment', async () => {
    await before();
    for (const [status, name] of [
      [409, 'ConditionalRequestConflict'],
      [409, 'OperationAborted'],
      [412, 'PreconditionFailed'],
    ] as const) {
      proxy.faults.queue({ kind: 'error', status, name });
      expect(await through().write('mine', await newest()), name).toStrictEqual(lost);
    }
  });

  it('is a fault where it lost, perhaps, and the look at it failed', async () => {
    await before();
    proxy.faults.queue(
      { kind: 'error', status: 412, name: 'PreconditionFailed' },
      { kind: 'gateway', status: 502 },
    );
    expect(await through().write('mine', await newest())).toMatchObject({
      left: { code: 'unavailable', isPermanent: false },
    });
  });

  it.each([
    [{ kind: 'internal' }, 'unavailable', false, 2],
    [{ kind: 'gateway', status: 504 }, 'unavailable', false, 2],
    [{ kind: 'throttle' }, 'throttled', false, 2],
    [{ kind: 'drop' }, 'network', false, 2],
    [{ kind: 'hang' }, 'timeout', false, 2],
    [{ kind: 'access-denied' }, 'access-denied', true, 1],
    [{ kind: 'missing' }, 'missing', true, 1],
    [{ kind: 'error', status: 400, name: 'EntityTooLarge' }, 'refused', true, 1],
  ] as const)(
    'stays as it was after %o, and the next try writes',
    async (fault, code, isPermanent, requests) => {
      await before();
      const [version, text] = [await newest(), await textThere()];
      const document = through(proxy.url, fault.kind === 'hang' ? 300 : 30_000);
      proxy.faults.queue(fault, pass);
      const outcome = await document.write('mine', version);
      expect(outcome).toMatchObject({ left: { code, isPermanent } });
      expect(E.isLeft(outcome) ? outcome.left.message : '').toContain(
        `s3://lake/${key}: ${code} (`,
      );
      expect(proxy.seen().requests, 'one try').toBe(requests);
      expect(await textThere()).toBe(text);
      expect(written(await document.write('mine', version)).tag).toBe('written');
    },
  );
});

describe('what can not be read', () => {
  it.each([
    [{ kind: 'drop' }, 'network', false],
    [{ kind: 'cut-answer' }, 'network', false],
    [{ kind: 'hang' }, 'timeout', false],
    [{ kind: 'access-denied' }, 'access-denied', true],
  ] as const)(
    '(%o) is a fault, not an object that is not there',
    async (fault, code, isPermanent) => {
      await putByOther('x'.repeat(100_000));
      proxy.faults.queue(fault);
      const document = through(proxy.url, fault.kind === 'hang' ? 300 : 30_000);
      expect(await document.read()).toMatchObject({ left: { code, isPermanent } });
      expect(await document.read()).toMatchObject({ right: { version: await newest() } });
    },
  );

  it('for want of the bucket is told to a person', async () => {
    const document = s3Document({ ...lakeBucket, bucket: 'other', key, endpoint: proxy.url });
    for (const outcome of [await document.read(), await document.write('text', null)])
      expect(outcome).toMatchObject({
        left: {
          code: 'missing',
          isPermanent: true,
          message: expect.stringContaining('s3://other/'),
        },
      });
  });
});

it('an answer without a version is a fault, where looking back does not help', async () => {
  const url = await serve((request, response) => {
    request.resume();
    response.end();
  });
  for (const outcome of [await through(url).read(), await through(url).write('text', null)])
    expect(outcome).toMatchObject({
      left: { code: 'unavailable', message: expect.stringContaining('without an ETag') },
    });
});
