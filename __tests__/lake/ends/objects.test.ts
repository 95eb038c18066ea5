import { gunzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import type { WaitingLine } from '../../../lake/delivery/ports.ts';
import type { ObjectStore } from '../../../lake/ends/object-store.ts';
import { objectEnd } from '../../../lake/ends/objects.ts';
import { handFault } from '../../support/hand-end.ts';

const line = (clock: string, text = '{}'): WaitingLine => ({
  position: 1,
  observedAt: `2026-11-21T${clock}Z`,
  bytes: Buffer.from(`${text}\n`),
});

/** A store that keeps what comes; the first answers are lost. */
const handStore = (lostReplies = 0) => {
  const puts: Array<{ readonly key: string; readonly bytes: Uint8Array }> = [];
  const store: ObjectStore = {
    put: async (key, bytes) => {
      puts.push({ key, bytes });
      return puts.length <= lostReplies ? E.left(handFault('timeout')) : E.right(undefined);
    },
  };
  return { puts, store };
};

it('lines become one object of gzip NDJSON below the prefix of their stream and the hour of their arrival', async () => {
  const { puts, store } = handStore();
  const shipment = await objectEnd(store).load('quarantine', [
    line('06:59:59.998', '1'),
    line('06:59:59.999', '2'),
  ]);
  expect(await shipment.attempt()).toStrictEqual(E.right(undefined));
  const [put] = puts;
  expect(put?.key).toMatch(
    /^mempool-data\/quarantine\/dt=2026-11-21\/hr=06\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}\.ndjson\.gz$/,
  );
  expect(gunzipSync(put?.bytes ?? '').toString()).toBe('1\n2\n');
  expect([shipment.records, shipment.bytes]).toStrictEqual([1, put?.bytes.length]);
});

it('a repeated attempt is the same object: the same name, the same bytes', async () => {
  const { puts, store } = handStore(2);
  const { attempt } = await objectEnd(store).load('mempool-block', [line('06:00:00.000')]);
  expect(E.isLeft(await attempt()) && E.isLeft(await attempt()) && E.isRight(await attempt())).toBe(
    true,
  );
  expect(puts).toHaveLength(3);
  expect(new Set(puts.map(({ key }) => key)).size).toBe(1);
  expect(new Set(puts.map(({ bytes }) => bytes)).size).toBe(1);
});

it('two shipments never share a name', async () => {
  const { puts, store } = handStore();
  const end = objectEnd(store);
  for (let count = 0; count < 100; count += 1)
    await (await end.load('mempool-block', [line('06:00:00.000')])).attempt();
  expect(new Set(puts.map(({ key }) => key)).size).toBe(100);
});

it('objects are rolled by 10 seconds, 8 MiB and the hour', () => {
  expect(objectEnd(handStore().store).roll).toStrictEqual({
    ageMs: 10_000,
    bytes: 8_388_608,
    byHour: true,
  });
});
