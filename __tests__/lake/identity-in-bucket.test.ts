import { randomUUID } from 'node:crypto';
import type { LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { s3Document } from '../../lake/documents/s3.ts';
import { openLakeIn, type LakePlace } from '../../lake/identity.ts';
import { startFaultProxy } from '../support/aws/fault-proxy.ts';
import { lakeBucket, withLakeBucket } from '../support/aws/lake-bucket.ts';
import { heldIn, written } from '../support/counting.ts';

const { endpoint } = withLakeBucket();

const identity = { network: 'mainnet', originClass: 'real' } as const;

/** A lake that is not there yet; another value of it each time, as in another process. */
const newPlace = (): ((url?: string) => LakePlace) => {
  const key = `${randomUUID()}/lake.json`;
  return (url = endpoint()) => ({
    name: 's3://lake',
    document: s3Document({ ...lakeBucket, key, endpoint: url }),
    another: 'another bucket with --bucket',
  });
};

describe('the identity of a lake in a bucket', () => {
  it('is made by the first, and the same is taken again', async () => {
    const place = newPlace();
    expect(await openLakeIn(place(), identity)).toStrictEqual(E.right(undefined));
    const held = await heldIn(place().document);
    expect(held?.text).toBe('{"version":1,"network":"mainnet","origin_class":"real"}\n');
    expect(await openLakeIn(place(), identity)).toStrictEqual(E.right(undefined));
    expect(await heldIn(place().document)).toStrictEqual(held);
  });

  it('is made once by twenty who begin at the same time', async () => {
    const place = newPlace();
    const opened = await Promise.all(
      Array.from({ length: 20 }, () => openLakeIn(place(), identity)),
    );
    expect(opened.filter(E.isLeft)).toStrictEqual([]);
  });

  it('is that of one, where twenty of two networks begin at the same time', async () => {
    const place = newPlace();
    const networks = ['mainnet', 'signet'];
    const wanted = Array.from({ length: 20 }, (_, index) => networks[index % 2] ?? '');
    const opened = await Promise.all(
      wanted.map((network) => openLakeIn(place(), { network, originClass: 'real' })),
    );
    const taken = new Set(wanted.filter((_, index) => E.isRight(opened[index] ?? E.left(null))));
    const { network } = JSON.parse((await heldIn(place().document))?.text ?? '') as LakeIdentity;
    expect([...taken]).toStrictEqual([network]);
    const refused = opened.filter(E.isLeft).map(({ left }) => left.code);
    expect(refused).toStrictEqual(Array.from({ length: 10 }, () => 'other-lake'));
  });

  it.each([
    [
      'another network',
      '{"version":1,"network":"signet","origin_class":"real"}',
      'other-lake',
      'the lake s3://lake holds real data of signet, this run makes real data of mainnet; choose another bucket with --bucket',
    ],
    [
      'another class of origin',
      '{"version":1,"network":"mainnet","origin_class":"simulated"}',
      'other-lake',
      'the lake s3://lake holds simulated data of mainnet, this run makes real data of mainnet; choose another bucket with --bucket',
    ],
    [
      'a newer version',
      '{"version":2}',
      'newer',
      'the lake s3://lake has version 2, this program reads up to 1; use a newer program or another bucket with --bucket',
    ],
    [
      'something else',
      'null',
      'unreadable',
      expect.stringMatching(
        /^s3:\/\/lake\/.*lake\.json is not a lake's description; choose another bucket with --bucket$/,
      ),
    ],
  ])('of %s is refused and left as it was', async (_what, content, code, message) => {
    const place = newPlace();
    written(await place().document.write(content, null));
    expect(await openLakeIn(place(), identity)).toStrictEqual(E.left({ code, message }));
    expect((await heldIn(place().document))?.text).toBe(content);
  });

  it('is made, though the answer to it was lost', async () => {
    const place = newPlace();
    const proxy = await startFaultProxy(endpoint());
    proxy.faults.queue({ kind: 'pass' }, { kind: 'lose-answer' });
    const opened = await openLakeIn(place(proxy.url), identity);
    await proxy.stop();
    expect(opened).toStrictEqual(E.right(undefined));
  });

  it.each([
    [{ kind: 'access-denied' }, 'no-permission'],
    [{ kind: 'missing' }, 'io'],
    [{ kind: 'internal' }, 'io'],
  ] as const)(
    'that can not be asked for (%o) is neither made nor taken for granted',
    async (fault, code) => {
      const place = newPlace();
      const proxy = await startFaultProxy(endpoint());
      proxy.faults.queue(fault);
      const opened = await openLakeIn(place(proxy.url), identity);
      await proxy.stop();
      expect(opened).toMatchObject({
        left: { code, message: expect.stringContaining('s3://lake/') },
      });
      expect(await heldIn(place().document)).toBeNull();
    },
  );
});
