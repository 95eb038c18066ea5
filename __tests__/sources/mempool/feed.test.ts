import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { openFeed, type Feed } from '../../../sources/mempool/feed.ts';
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

const follow = (url: string, recorded = true, transactionsMoved?: boolean) => {
  const events: Array<string> = [];
  const frames: Array<Uint8Array> = [];
  const feed: Feed = openFeed(
    {
      url,
      userAgent: 'us/1',
      recorded,
      ...(transactionsMoved === undefined ? {} : { transactionsMoved }),
    },
    {
      opened: (endpoint) => events.push(`opened ${endpoint}`),
      frame: (bytes) => frames.push(bytes),
      closed: (code) => events.push(`closed ${code}`),
      failed: (reason, refused) => events.push(`${refused ? 'refused' : 'failed'} ${reason}`),
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
    const { feed, events } = follow(`${url}/signet/`, false);
    const { request, said } = await at(0);
    await until(() => said.length === 2);
    expect(said).toStrictEqual(subscribed);
    expect(request.url).toBe('/signet/api/v1/ws');
    expect(request.headers['user-agent']).toBe('us/1');
    expect(events).toStrictEqual([`opened ${url.replace('http', 'ws')}/signet/api/v1/ws`]);
    expect(feed.askForSnapshot(true)).toBe(true);
    await until(() => said.length === 4);
    // turned off and on again, the topic stands beside the fresh snapshot
    expect(said.slice(2)).toStrictEqual([{ action: 'want', data: ['blocks'] }, subscribed[1]]);
    feed.askForSnapshot(false);
    await until(() => said.length === 5);
    expect(said[4]).toStrictEqual({ 'track-mempool-block': 0 });
  });

  it('asks a recording for no snapshot: an answer that never comes must not be waited for', async () => {
    const { url, at } = await listen();
    const { feed } = follow(url, true);
    const { said, socket } = await at(0);
    await until(() => said.length === 2);
    expect([feed.askForSnapshot(true), feed.askForSnapshot(false)]).toStrictEqual([false, false]);
    socket.close();
    await once(socket, 'close');
    expect(said).toHaveLength(2);
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

  it('does not ask for the txids that moved where that is turned off', async () => {
    const { url, at } = await listen();
    follow(url, true, false);
    const { said } = await at(0);
    await until(() => said.length === 2);
    expect(said[1]).toMatchObject({ 'track-mempool-block': 0, 'track-mempool-txids': false });
  });

  it('leaves its socket for a new one when told, and hears nothing more of the old', async () => {
    const { url, at } = await listen();
    const { feed, events, frames } = follow(url);
    const first = await at(0);
    await until(() => first.said.length === 2);
    feed.reopen();
    first.socket.send('{"old":1}');
    const second = await at(1);
    await until(() => second.said.length === 2);
    expect(second.said).toStrictEqual(subscribed);
    second.socket.send('{}');
    await until(() => frames.length === 1);
    expect(Buffer.from(frames[0] ?? []).toString()).toBe('{}');
    expect(events.map((event) => event.replace(/ ws.*/, ''))).toStrictEqual(['opened', 'opened']);
  });

  it('that is refused waits at least as long as it is told to', async () => {
    const tries: Array<number> = [];
    const server = createServer();
    server.on('upgrade', (_request, socket) => {
      tries.push(performance.now());
      socket.on('error', () => undefined); // whoever was refused may leave before the answer is written
      socket.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nConnection: close\r\n\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { events } = follow(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, false);
    await until(() => tries.length === 2);
    expect((tries[1] ?? 0) - (tries[0] ?? 0)).toBeGreaterThanOrEqual(1990); // sleep is never shorter, but for its rounding
    expect(events[0]).toBe('refused answered 429');
  });

  it('that finds nobody says why and tries again', async () => {
    const { events } = follow(await nowhere());
    await until(() => events.length > 1);
    expect(events[0]).toMatch(/^failed .*ECONNREFUSED/);
  });

  it('says in one line that a source has no TLS', async () => {
    const { url } = await listen();
    const { events } = follow(url.replace('http:', 'https:'));
    await until(() => events.length > 0);
    expect(events[0]).toMatch(/^failed .*wrong version number.*$/);
    expect(events[0]).not.toContain('\n');
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
