import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, describe, expect, it } from 'vitest';
import {
  readRecording,
  startPlayer,
  type Player,
  type PlayerOptions,
  type Recording,
} from '../../simulator/index.ts';
import { connect } from '../support/socket-client.ts';

const running: Player[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((player) => player.stop()));
});
const play = async (
  recording: Recording,
  speed: PlayerOptions['speed'] = 'as-fast-as-taken',
): Promise<Player> => {
  const player = await startPlayer({ recording, speed });
  running.push(player);
  return player;
};
const session = (...frames: ReadonlyArray<string>): Recording['sessions'][number] => ({
  openedAtMs: 1_000,
  frames: frames.map((raw, place) => ({ atMs: 1_000 + place, raw, binary: false })),
  closedAtMs: 1_000 + frames.length,
  closeCode: 1005,
});
const recordingOf = (...sessions: Recording['sessions']): Recording => ({
  sessions,
  brokenLines: [],
});

describe('the player', () => {
  it('sends every frame of a recorded session, byte for byte, and closes as it was closed', async () => {
    const file = fileURLToPath(
      new URL('../fixtures/mempool/regtest-real-backend/session-d-large.ndjson', import.meta.url),
    );
    const recording = await readRecording(file);
    if (E.isLeft(recording)) throw new Error(recording.left.message);
    const player = await play(recording.right);
    const client = await connect(player.url);
    client.send({ action: 'init' });
    expect(await client.closed).toBe(1005);
    await player.finished;

    const expected = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { ev: string; raw: string })
      .filter(({ ev }) => ev === 'recv')
      .map(({ raw }) => ({ raw: Buffer.from(raw).toString('hex'), binary: false }));
    const received = client.received.map(({ raw, binary }) => ({
      raw: raw.toString('hex'),
      binary,
    }));
    expect(received).toEqual(expected);
  });

  it('gives the n-th connection the n-th session, and the ones after nothing', async () => {
    const player = await play(
      recordingOf(session('one', '{not json'), { ...session('two'), closeCode: 4001 }),
    );
    const texts = async () => {
      const client = await connect(player.url);
      const code = await client.closed;
      return [code, ...client.received.map(({ raw }) => raw.toString())];
    };
    expect(await texts()).toEqual([1005, 'one', '{not json']);
    expect(await texts()).toEqual([4001, 'two']);
    expect(await texts()).toEqual([1005]);
    await player.finished;
  });

  it('sends binary frames as binary', async () => {
    const raw = 'é\n';
    const player = await play(
      recordingOf({ ...session(), frames: [{ atMs: 1_000, raw, binary: true }] }),
    );
    const client = await connect(player.url);
    await client.closed;
    expect(client.received).toEqual([{ raw: Buffer.from([0xc3, 0xa9, 0x0a]), binary: true }]);
  });

  it.each([1006, 1004, 1015, 1016, 0, 999, 2999, 5000])(
    'breaks off without a close frame where the recorded connection broke: %i',
    async (closeCode) => {
      const player = await play(recordingOf({ ...session('last'), closeCode }));
      const client = await connect(player.url);
      expect(await client.closed).toBe(1006);
      expect(client.received).toHaveLength(1);
    },
  );

  it('sends every frame of a connection that broke, also to a client that says something and reads late', async () => {
    const frames = Array.from({ length: 400 }, (_, place) => `${place} ${'x'.repeat(10_000)}`);
    const player = await play(recordingOf({ ...session(...frames), closeCode: 1006 }));
    const client = await connect(player.url);
    client.socket.pause();
    client.send({ action: 'init' });
    await new Promise((done) => setTimeout(done, 300));
    client.socket.resume();
    expect(await client.closed).toBe(1006);
    expect(client.received.map(({ raw }) => raw.toString())).toEqual(frames);
  });

  it('waits for a client that does not read', async () => {
    const frame = 'x'.repeat(1_000_000);
    const player = await play(recordingOf(session(...Array<string>(60).fill(frame))));
    let isFinished = false;
    void player.finished.then(() => (isFinished = true));
    const client = await connect(player.url);
    client.socket.pause();
    await new Promise((done) => setTimeout(done, 300));
    expect(isFinished).toBe(false);
    client.socket.resume();
    await client.closed;
    expect(client.received).toHaveLength(60);
    await player.finished;
  });

  it('keeps the recorded times, divided by the speed', async () => {
    const frames = [0, 400, 800].map((at) => ({
      atMs: 1_000 + at,
      raw: String(at),
      binary: false,
    }));
    const player = await play(recordingOf({ ...session(), frames, closedAtMs: 2_200 }), 4);
    const startedMs = performance.now();
    const client = await connect(player.url);
    const arrivedMs: number[] = [];
    client.socket.on('message', () => arrivedMs.push(performance.now() - startedMs));
    await client.closed;
    // never early; how late depends on the machine
    expect(arrivedMs.at(-1)).toBeGreaterThan(195);
    expect(performance.now() - startedMs).toBeGreaterThan(295);
    expect(client.received.map(({ raw }) => raw.toString())).toEqual(['0', '400', '800']);
  });

  it('counts a session as over when its client leaves', async () => {
    const player = await play(recordingOf({ ...session('a', 'b'), closedAtMs: 1e12 }), 1);
    const client = await connect(player.url);
    client.socket.terminate();
    await player.finished;
  });

  it('has no REST', async () => {
    const player = await play(recordingOf(session('a')));
    const response = await fetch(`${player.url}/api/v1/blocks`);
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/recording/);
  });

  it('stops in the middle', async () => {
    const player = await play(recordingOf({ ...session('a'), closedAtMs: 1e12 }), 1);
    const client = await connect(player.url);
    await player.stop();
    expect(await client.closed).toBe(1006);
    await player.finished;
  });
});
