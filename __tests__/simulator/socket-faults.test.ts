import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect as connectRaw, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator, type FaultName, type Simulator } from '../../simulator/index.ts';
import { connect } from '../support/socket-client.ts';

const start = async (): Promise<Simulator> => {
  const simulator = await startSimulator({
    seed: 'socket faults',
    tickMs: 0,
    rows: 100,
    startTimeMs: 1_795_239_437_000,
    meanBlockSeconds: 1e9,
  });
  onTestFinished(() => simulator.stop());
  return simulator;
};

const watch = async () => {
  const simulator = await start();
  return { simulator, client: await connect(simulator.url) };
};

/** What came after one fault and one quote, which shows that the socket lives on. */
const framesAfter = async (name: FaultName) => {
  const { simulator, client } = await watch();
  simulator.fault(name);
  simulator.quote();
  await client.settled();
  const [bad, quote] = client.received;
  if (!bad || !quote) throw new Error('too few frames');
  expect(quote.raw.toString()).toBe(
    `{"conversions":${JSON.stringify(simulator.truth().conversions)}}`,
  );
  return { bad: { binary: bad.binary, text: bad.raw.toString(), bytes: bad.raw }, quote };
};

describe('frames that are not as they should be', () => {
  it('garbage: is no JSON', async () => {
    const { bad } = await framesAfter('garbage');
    expect(bad.binary).toBe(false);
    expect(() => JSON.parse(bad.text) as unknown).toThrow();
  });

  it('half-frame: is the first half of a JSON text', async () => {
    const { bad } = await framesAfter('half-frame');
    expect(bad.text).toMatch(/^\{"conversions":\{"time":\d+,"USD":\d+,/);
    expect(() => JSON.parse(bad.text) as unknown).toThrow();
  });

  it('binary: sends the next frame as binary, and the one after as text', async () => {
    const { simulator, client } = await watch();
    simulator.fault('binary');
    simulator.quote();
    simulator.quote();
    await client.settled();
    expect(client.received.map(({ binary }) => binary)).toEqual([true, false, false]);
    expect(Object.keys(client.frames()[0] ?? {})).toEqual(['conversions']);
  });

  it('binary-garbage: is binary and no UTF-8', async () => {
    const { bad } = await framesAfter('binary-garbage');
    expect(bad.binary).toBe(true);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bad.bytes)).toThrow();
  });

  it('huge: is 20 MB of valid JSON', async () => {
    const { simulator, client } = await watch();
    simulator.fault('huge');
    await once(client.socket, 'message');
    const [huge] = client.received;
    expect(huge?.raw).toHaveLength(20_000_000);
    expect(Object.keys(client.frames()[0] ?? {})).toEqual(['huge']);
  });

  it('lone-surrogate: is JSON with half a character', async () => {
    const { bad } = await framesAfter('lone-surrogate');
    const { conversions } = JSON.parse(bad.text) as { conversions: { USD: number; note: string } };
    expect(conversions.note).toBe('\ud800');
    expect(conversions.USD).toBeGreaterThan(0);
  });

  it('duplicate-key: is JSON with one key twice', async () => {
    const { bad } = await framesAfter('duplicate-key');
    expect(bad.text.match(/"USD":/g)).toHaveLength(2);
    expect(Object.keys(JSON.parse(bad.text) as object)).toEqual(['conversions']);
  });
});

/** A handshake by hand; every byte after the answer's head is kept. */
const openRaw = async (simulator: Simulator): Promise<{ socket: Socket; bytes: () => Buffer }> => {
  const socket = connectRaw(Number(new URL(simulator.url).port), '127.0.0.1');
  let all = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    all = Buffer.concat([all, chunk]);
  });
  socket.on('error', () => undefined);
  socket.write(
    [
      'GET /api/v1/ws HTTP/1.1',
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n'),
  );
  while (!all.includes('\r\n\r\n')) await once(socket, 'data');
  return { socket, bytes: () => all.subarray(all.indexOf('\r\n\r\n') + 4) };
};

describe('connections that end', () => {
  it('close: has no status', async () => {
    const { simulator, client } = await watch();
    simulator.fault('close');
    expect(await client.closed).toBe(1005);
  });

  it('cut: is a reset without a close frame', async () => {
    const simulator = await start();
    const [client, raw] = [await connect(simulator.url), await openRaw(simulator)];
    const failed = new Promise<NodeJS.ErrnoException>((resolve) =>
      raw.socket.once('error', resolve),
    );
    simulator.fault('cut');
    expect(await client.closed).toBe(1006);
    expect((await failed).code).toBe('ECONNRESET');
    expect(raw.bytes()).toHaveLength(0);
  });

  it('half-message: is a first fragment and the end of the connection', async () => {
    const simulator = await start();
    const [client, raw] = [await connect(simulator.url), await openRaw(simulator)];
    const ended = once(raw.socket, 'close');
    simulator.fault('half-message');
    simulator.quote();
    simulator.tick();
    expect(await client.closed).toBe(1006);
    expect(client.received).toEqual([]);
    await ended;
    const [first = 0, length = 0] = raw.bytes();
    // opcode 1 is text; the highest bit, which ends a message, is not set
    expect(first).toBe(0x01);
    expect(raw.bytes()).toHaveLength(2 + length);
    expect(raw.bytes().toString()).toContain('{"conversions":{"time":');
  });

  it.each([
    { refusals: undefined, times: 2 },
    { refusals: 3, times: 3 },
  ])('refuse: answers $times handshakes 429, then none', async ({ refusals, times }) => {
    const { simulator, client } = await watch();
    simulator.fault('refuse', refusals);
    for (let n = 0; n < times; n += 1) {
      const refused = new WebSocket(`${simulator.url.replace(/^http/, 'ws')}/api/v1/ws`);
      const [, answer] = (await once(refused, 'unexpected-response')) as [unknown, IncomingMessage];
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '2']);
      answer.resume();
    }
    await (await connect(simulator.url)).settled();
    await client.settled();
  });

  it('a client that does not read is cut off with more than 10 MB waiting, not before', async () => {
    const { simulator, client } = await watch();
    client.socket.pause();
    simulator.quote();
    simulator.fault('huge');
    simulator.quote();
    client.socket.resume();
    expect(await client.closed).toBe(1006);
    expect(client.received.length).toBeLessThan(3);
  });
});
