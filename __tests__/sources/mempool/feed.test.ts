import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { openFeed, waitMs, type Feed } from '../../../sources/mempool/feed.ts';
import { nowhere } from '../../support/http-server.ts';

interface Met {
  readonly request: IncomingMessage;
  readonly socket: WebSocket;
  readonly said: Array<unknown>;
}

/** A socket server that notes who comes and what is said. */
const listen = async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const met: Array<Met> = [];
  server.on('connection', (socket, request) => {
    const said: Array<unknown> = [];
    socket.on('message', (data: Buffer) => said.push(JSON.parse(data.toString())));
    socket.on('error', () => undefined);
    met.push({ request, socket, said });
  });
  await once(server, 'listening');
  onTestFinished(() => {
    server.clients.forEach((socket) => socket.terminate());
    server.close();
  });
  const at = async (index: number): Promise<Met> => {
    for (;;) {
      const found = met[index];
      if (found !== undefined) return found;
      await once(server, 'connection');
    }
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, met, at };
};

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

const follow = (url: string, recorded = true) => {
  const events: Array<string> = [];
  const frames: Array<Uint8Array> = [];
  const feed: Feed = openFeed(
    { url, userAgent: 'us/1', recorded },
    {
      opened: (endpoint) => events.push(`opened ${endpoint}`),
      frame: (bytes) => frames.push(bytes),
      closed: (code) => events.push(`closed ${code}`),
      failed: (reason) => events.push(`failed ${reason}`),
    },
  );
  onTestFinished(() => feed.stop());
  return { feed, events, frames };
};

const subscribed = [
  { action: 'init' },
  {
    action: 'want',
    data: ['blocks', 'mempool-blocks'],
    'track-mempool-block': 0,
    'track-mempool-txids': true,
  },
];

describe('a feed', () => {
  it('says who it is, asks for the state, then for all topics in one message, and for a snapshot when told', async () => {
    const { url, at } = await listen();
    const { feed, events } = follow(`${url}/signet/`);
    const { request, said } = await at(0);
    await until(() => said.length === 2);
    expect(said).toStrictEqual(subscribed);
    expect(request.url).toBe('/signet/api/v1/ws');
    expect(request.headers['user-agent']).toBe('us/1');
    expect(events).toStrictEqual([`opened ${url.replace('http', 'ws')}/signet/api/v1/ws`]);
    expect(feed.askForSnapshot()).toBe(true);
    await until(() => said.length === 4);
    // turned off and on again, the topic stands beside the fresh snapshot
    expect(said.slice(2)).toStrictEqual([{ action: 'want', data: ['blocks'] }, subscribed[1]]);
  });

  it('after a close opens another socket and subscribes again', async () => {
    const { url, at } = await listen();
    const { events } = follow(url);
    const first = await at(0);
    await until(() => first.said.length === 2);
    first.socket.close();
    const second = await at(1);
    await until(() => second.said.length === 2);
    second.socket.terminate();
    const third = await at(2);
    await until(() => third.said.length === 2);
    expect(third.said).toStrictEqual(subscribed);
    expect(events.map((event) => event.replace(/ ws.*/, ''))).toStrictEqual([
      'opened',
      'closed 1005',
      'opened',
      'closed 1006',
      'opened',
    ]);
  });

  it('gives frames as bytes, text and binary alike', async () => {
    const { url, at } = await listen();
    const { frames } = follow(url);
    const { socket } = await at(0);
    socket.send('{"é":1}');
    socket.send(Buffer.from([0, 255]));
    await until(() => frames.length === 2);
    expect(frames.map((bytes) => [...bytes])).toStrictEqual([
      [...Buffer.from('{"é":1}')],
      [0, 255],
    ]);
  });

  it('closes on a frame over 16 MiB, and goes on with another socket', async () => {
    const { url, at } = await listen();
    const { events, frames } = follow(url);
    (await at(0)).socket.send(Buffer.alloc(16 * 1024 * 1024 + 1, 0x20));
    const second = await at(1);
    expect(events[1]).toMatch(/^closed 10\d\d$/);
    second.socket.send('{}');
    await until(() => frames.length === 1);
    expect(Buffer.from(frames[0] ?? []).toString()).toBe('{}');
  });

  it('that finds nobody says why and tries again', async () => {
    const { events } = follow(await nowhere());
    await until(() => events.length > 1);
    expect(events[0]).toMatch(/^failed .*ECONNREFUSED/);
  });

  it('once stopped opens nothing more, whether it was open, opening or waiting', async () => {
    const { url, at, met } = await listen();
    const open = follow(url);
    const { socket } = await at(0);
    await until(() => open.events.length === 1);
    open.feed.stop();
    await once(socket, 'close');
    const opening = follow(url);
    opening.feed.stop();
    const waiting = follow(await nowhere(), false);
    await until(() => waiting.events.length === 1);
    waiting.feed.stop();
    await new Promise((resolve) => setTimeout(resolve, 1100)); // the first wait is 1 s at most
    expect(open.events).toHaveLength(1);
    expect(opening.events).toStrictEqual([]);
    expect(waiting.events).toHaveLength(1);
    expect(met).toHaveLength(1);
  });
});

describe('the wait between two tries', () => {
  it('is up to 1 s after the first failure, doubles, and is never above 30 s', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 50, 5000].map((n) => waitMs(n, () => 1))).toStrictEqual([
      1000, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
    fc.assert(
      fc.property(fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const wait = waitMs(failures, () => random);
        return wait >= 0 && wait <= 30_000 && (failures > 1 || wait <= 1000);
      }),
    );
    expect(waitMs(9, () => 0)).toBe(0);
  });
});
