import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDashboard, type Dashboard } from '../../../../dashboard/server/index.ts';
import { TileMap } from '../../../../dashboard/layout/tiles/tile-map.ts';
import type { TilesEvent } from '../../../../dashboard/layout/tiles/wire.ts';
import { readEvents, type EventReader } from '../../../support/event-stream.ts';
import { drivenPort, fixedHistory, type DrivenPort } from '../../../support/live-port.ts';
import { deltaEvent, sampleRows, snapshotEvent } from '../../../support/next-block-rows.ts';
import { buildPage } from '../../../support/page-build.ts';
import { atSecond } from '../../../support/tile-changes.ts';

const running: Dashboard[] = [];
const readers: EventReader[] = [];
let distDir: string;

const started = async (live: DrivenPort): Promise<string> => {
  const result = await startDashboard(
    { live, history: fixedHistory([]) },
    { port: 0, distDir, flushMs: 5 },
  );
  if (E.isLeft(result)) throw new Error(result.left.message);
  running.push(result.right);
  return result.right.url;
};

const joined = async (url: string, lastEventId?: string): Promise<EventReader> => {
  const reader = await readEvents(`${url}/events`, lastEventId);
  readers.push(reader);
  return reader;
};

const tilesOf = (reader: EventReader) => reader.events.filter(({ name }) => name === 'tiles');

/** Waits for so many events `tiles`. */
const tiles = async (reader: EventReader, count: number) => {
  await reader.until(() => tilesOf(reader).length >= count);
  return tilesOf(reader);
};

const rows = sampleRows(40, 4);
const withRows = (): DrivenPort => {
  const live = drivenPort();
  live.tellNextBlock(snapshotEvent(rows.slice(0, 20), atSecond(0)));
  return live;
};

/** The n-th change: one comes for one that goes, in a circle. */
const tellChange = (live: DrivenPort, n: number): void => {
  const [gone, come] = [rows[(n - 1) % 40], rows[(n + 19) % 40]];
  if (gone === undefined || come === undefined) throw new Error('no such rows');
  const change = { removed: [[gone.txid, 'mined'] as const], added: [come], sequence: n + 1 };
  live.tellNextBlock(deltaEvent(atSecond(n), change));
};

const pictureOf = (events: ReadonlyArray<{ readonly data: unknown }>): unknown => {
  const map = new TileMap();
  for (const { data } of events) map.apply(data as TilesEvent);
  return { facts: map.facts, tiles: new Map(map.tiles) };
};

beforeAll(async () => {
  distDir = await buildPage();
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close();
  await Promise.all(running.splice(0).map((dashboard) => dashboard.stop()));
});

describe('a reader that joins', () => {
  it('gets the state, then the whole picture, then each change with the next number', async () => {
    const live = withRows();
    const reader = await joined(await started(live));
    await reader.until(() => reader.events.length === 2);
    expect(reader.events.map(({ name }) => name)).toEqual(['state', 'tiles']);
    expect(reader.events[0]?.id).toBe('');
    expect(reader.events[1]?.id).toMatch(/^[0-9a-f]{8}-1$/);
    expect(reader.events[1]?.data).toMatchObject({ tag: 'snapshot', totals: { transactions: 20 } });
    tellChange(live, 1);
    live.tellNextBlock({ tag: 'standing', level: 'unknown', cause: 'socket', at: atSecond(2) });
    const told = await tiles(reader, 3);
    const [run] = (told[0]?.id ?? '').split('-');
    expect(told.map(({ id }) => id)).toEqual([`${run}-1`, `${run}-2`, `${run}-3`]);
    expect(told[1]?.data).toMatchObject({ tag: 'delta', removed: [[rows[0]?.txid, 'mined']] });
    expect(told[2]?.data).toEqual({
      tag: 'standing',
      level: 'unknown',
      cause: 'socket',
      at: atSecond(2),
    });
  });

  it('gets no picture where there is none yet, and the first one as soon as it is there', async () => {
    const live = drivenPort();
    const reader = await joined(await started(live));
    await reader.until(() => reader.events.length === 1);
    live.tellNextBlock(snapshotEvent(rows, atSecond(0)));
    await reader.until(() => reader.events.length === 2);
    expect(reader.events.map(({ name }) => name)).toEqual(['state', 'tiles']);
  });

  it('late sees the picture that the first one sees after every change', async () => {
    const live = withRows();
    const url = await started(live);
    const early = await joined(url);
    await tiles(early, 1);
    for (let n = 1; n <= 25; n += 1) tellChange(live, n);
    const late = await joined(url);
    expect(pictureOf(await tiles(late, 1))).toEqual(pictureOf(await tiles(early, 26)));
    expect(tilesOf(late)[0]?.id).toBe(tilesOf(early)[25]?.id);
  });

  it('with eight others gets the same bytes as they', async () => {
    const live = withRows();
    const url = await started(live);
    tellChange(live, 1);
    const nine = await Promise.all(Array.from({ length: 9 }, () => joined(url)));
    await Promise.all(nine.map((reader) => tiles(reader, 1)));
    tellChange(live, 2);
    const told = await Promise.all(nine.map((reader) => tiles(reader, 2)));
    for (const each of told) expect(each).toEqual(told[0]);
    expect(new Set(nine.map(({ text }) => text())).size).toBe(1);
  });
});

describe('a reader that connects again', () => {
  it('gets what it missed and nothing else, and so comes to the same picture', async () => {
    const live = withRows();
    const url = await started(live);
    const steady = await joined(url);
    for (let n = 1; n <= 10; n += 1) tellChange(live, n);
    const all = await tiles(steady, 11);
    const again = await joined(url, all[4]?.id);
    const missed = await tiles(again, 6);
    expect(missed).toEqual(all.slice(5));
    expect(again.events[0]?.name).toBe('state');
    tellChange(live, 11);
    expect(pictureOf([...all.slice(0, 5), ...(await tiles(again, 7))])).toEqual(
      pictureOf(await tiles(steady, 12)),
    );
  });

  it('and missed nothing gets no picture again', async () => {
    const live = withRows();
    const url = await started(live);
    const [first] = await tiles(await joined(url), 1);
    const again = await joined(url, first?.id);
    tellChange(live, 1);
    const [next] = await tiles(again, 1);
    expect(next?.data).toMatchObject({ tag: 'delta' });
  });

  it('gets 900 changes one by one, and from the 901st on the whole picture', async () => {
    const live = withRows();
    const url = await started(live);
    const [first] = await tiles(await joined(url), 1);
    for (let n = 1; n <= 900; n += 1) tellChange(live, n);
    const inside = await tiles(await joined(url, first?.id), 900);
    expect(inside.every(({ data }) => (data as TilesEvent).tag === 'delta')).toBe(true);
    tellChange(live, 901);
    const beyond = await joined(url, first?.id);
    const [whole] = await tiles(beyond, 1);
    expect(whole?.data).toMatchObject({ tag: 'snapshot', sequence: 902 });
    expect(tilesOf(beyond)).toHaveLength(1);
  });

  it.each([
    ['of another start of the program', () => '00000000-1'],
    ['that was never given', (id: string) => id.replace(/-1$/, '-99')],
    ['that is none', () => 'yesterday'],
  ])('with an id %s gets the whole picture', async (_, idOf) => {
    const live = withRows();
    const url = await started(live);
    const [first] = await tiles(await joined(url), 1);
    const [told] = await tiles(await joined(url, idOf(first?.id ?? '')), 1);
    expect(told).toEqual(first);
  });

  it('after it was dropped for taking nothing was told so, and goes on where it was', async () => {
    const live = withRows();
    const url = await started(live);
    const { hostname, port } = new URL(url);
    const idle = connect(Number(port), hostname);
    idle.on('error', () => undefined);
    idle.pause();
    idle.write(`GET /events HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    const steady = await joined(url);
    await tiles(steady, 1);
    const megabyte = 'x'.repeat(1024 * 1024);
    for (let n = 1; n <= 30; n += 1) {
      live.set({ openGap: { cause: `${n} ${megabyte}`, since: atSecond(n) } });
      tellChange(live, n);
      await steady.until(() => steady.events.length === 2 + 2 * n);
    }
    let text = '';
    await new Promise((resolve) => {
      idle.on('close', resolve).on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
      idle.resume();
    });
    expect(text.length).toBeLessThan(25 * megabyte.length);
    expect(text.slice(-400)).toContain(
      'event: dropped\ndata: "This reader did not take what it was sent; it was dropped and may connect again."\n\n',
    );
    const lastId = [...text.matchAll(/^id: (\S+)$/gm)].at(-1)?.[1] ?? '';
    const lastNumber = Number(lastId.split('-')[1]);
    expect(lastNumber).toBeLessThan(31);
    const again = await joined(url, lastId);
    const [next] = await tiles(again, 1);
    expect(next?.id).toBe(lastId.replace(/\d+$/, String(lastNumber + 1)));
  }, 60_000);
});

describe('the last half hour', () => {
  const recent = async (url: string) =>
    (await (await fetch(`${url}/api/next-block/recent`)).json()) as {
      readonly lastId: string | null;
      readonly events: ReadonlyArray<TilesEvent>;
    };

  it('is empty before anything is known', async () => {
    expect(await recent(await started(drivenPort()))).toEqual({ lastId: null, events: [] });
  });

  it('is what was sent, with the id of the last of it', async () => {
    const live = withRows();
    const url = await started(live);
    const reader = await joined(url);
    for (let n = 1; n <= 5; n += 1) tellChange(live, n);
    const sent = await tiles(reader, 6);
    expect(await recent(url)).toEqual({
      lastId: sent[5]?.id,
      events: sent.map(({ data }) => data),
    });
  });

  it('begins with the picture of half an hour ago and comes to that of now', async () => {
    const live = withRows();
    const url = await started(live);
    const reader = await joined(url);
    for (let n = 1; n <= 200; n += 1) {
      const [gone, come] = [rows[(n - 1) % 40], rows[(n + 19) % 40]];
      if (gone === undefined || come === undefined) throw new Error('no such rows');
      live.tellNextBlock(
        deltaEvent(atSecond(n * 12), { removed: [[gone.txid, 'mined']], added: [come] }),
      );
    }
    const sent = await tiles(reader, 201); // 40 minutes
    const { events } = await recent(url);
    // seconds 600 to 2400 are 151 deltas; the picture before them is that of second 588
    expect(events).toHaveLength(152);
    expect(events[0]).toMatchObject({ tag: 'snapshot', at: atSecond(588) });
    expect(events.slice(1)).toEqual(sent.slice(50).map(({ data }) => data));
    expect(pictureOf(events.map((data) => ({ data })))).toEqual(pictureOf(sent));
    expect(pictureOf(events.slice(0, 1).map((data) => ({ data })))).toEqual(
      pictureOf(sent.slice(0, 50)),
    );
  });

  it('is compressed for who takes that, and the same', async () => {
    const live = withRows();
    const url = await started(live);
    const ask = (encoding: string): Promise<[string | undefined, Buffer]> =>
      new Promise((resolve, reject) => {
        const headers = { 'accept-encoding': encoding };
        const asked = request(`${url}/api/next-block/recent`, { headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve([response.headers['content-encoding'], Buffer.concat(chunks)]),
          );
        });
        asked.on('error', reject).end();
      });
    const [plainly, plain] = await ask('identity');
    expect(plainly).toBeUndefined();
    const [encoding, compressed] = await ask('gzip, deflate, br');
    expect(encoding).toBe('gzip');
    expect(compressed.length).toBeLessThan(plain.length);
    expect(gunzipSync(compressed).equals(plain)).toBe(true);
    const [refused] = await ask('gzip;q=0');
    expect(refused).toBeUndefined();
  });
});

describe('a broken event', () => {
  it('is counted among the counts, and the tiles go on', async () => {
    const live = withRows();
    const reader = await joined(await started(live));
    await tiles(reader, 1);
    expect(reader.events[0]).toMatchObject({ data: { counts: { brokenEvents: 0 } } });
    const [row] = rows.slice(30);
    if (row === undefined) throw new Error('no row');
    live.tellNextBlock(
      deltaEvent(atSecond(1), { added: [{ ...row, rate: Number.NaN }, ...rows.slice(31, 32)] }),
    );
    await reader.until(() => reader.events.some(({ name }) => name === 'counts'));
    expect(reader.events.find(({ name }) => name === 'counts')?.data).toMatchObject({
      brokenEvents: 1,
    });
    expect(tilesOf(reader)[1]?.data).toMatchObject({ added: { txids: rows[31]?.txid } });
    tellChange(live, 1);
    await tiles(reader, 3);
  });
});

describe('a dashboard that stops', () => {
  it('leaves nobody following the next block', async () => {
    const live = withRows();
    await started(live);
    expect(live.followers()).toBe(1);
    await running.splice(0)[0]?.stop();
    expect(live.followers()).toBe(0);
  });
});
