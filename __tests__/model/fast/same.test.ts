import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeFrame, decodeFramePlainly, readLine, type Line } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { WebSocket } from 'ws';
import { sha256 } from '../../../cli/program.ts';
import { Session } from '../../../listener/session.ts';
import { fastOutcomes } from '../../../model/fast/frame.ts';
import { headOf, lineBytes, utf8Of } from '../../../model/line/line.ts';
import { startSimulator } from '../../../simulator/index.ts';
import { countedIds, producer } from '../../support/lines.ts';
import { fixture, fixtures, recordedEvents, sessionNames } from '../../support/recordings.ts';

const recordedSockets = readdirSync(`${fixtures}mainnet-2026-09-19`)
  .filter((name) => name.startsWith('ws_'))
  .map((name): [string, ReadonlyArray<Buffer>] => [name, [fixture(`mainnet-2026-09-19/${name}`)]]);
const recordedSessions = sessionNames.map((name): [string, ReadonlyArray<Buffer>] => [
  name,
  recordedEvents(name).flatMap(({ ev, raw }) =>
    ev === 'recv' && raw !== undefined ? [Buffer.from(raw)] : [],
  ),
]);

/** Frames of a simulated backend: a snapshot, ticks, a block, a reorganisation. */
const simulatedFrames = async (): Promise<ReadonlyArray<Buffer>> => {
  const simulator = await startSimulator({ seed: 'same', tickMs: 0, rows: 300 });
  const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}/api/v1/ws`);
  const frames: Array<Buffer> = [];
  socket.on('message', (data) => frames.push(data as Buffer));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(
    JSON.stringify({
      action: 'want',
      data: ['blocks', 'mempool-blocks', 'stats'],
      'track-mempool-block': 0,
      'track-mempool-txids': true,
    }),
  );
  await expect.poll(() => frames.length).toBeGreaterThan(0);
  for (let tick = 0; tick < 25; tick += 1) simulator.tick();
  simulator.mineBlock();
  simulator.reorg(2);
  simulator.quote();
  for (let tick = 0; tick < 5; tick += 1) simulator.tick();
  await expect.poll(() => frames.length).toBeGreaterThan(30);
  socket.terminate();
  await simulator.stop();
  return frames;
};

const sameAsPlain = (frames: ReadonlyArray<Buffer>): void => {
  for (const frame of frames)
    expect(decodeFrame(frame, sha256)).toStrictEqual(decodeFramePlainly(frame, sha256));
};

/** The lines of a listener that had these frames, a second apart. */
const linesOf = (
  frames: ReadonlyArray<Buffer>,
  decode: typeof decodeFrame,
): ReadonlyArray<Line> => {
  const session = new Session(producer, { ...countedIds(), decode }, 'http://127.0.0.1:1');
  return [
    ...session.opened('ws://127.0.0.1:1', 1000),
    ...frames.flatMap((frame, index) => session.frame(frame, 2000 + index * 1000).lines),
    ...session.closed('socket-closed', 1006, 2000 + frames.length * 1000),
  ];
};
const textsOf = (lines: ReadonlyArray<Line>): ReadonlyArray<string> =>
  lines.map(({ bytes }) => Buffer.from(bytes).toString());

/** A line as JSON.stringify writes it. */
const printed = (text: string): string => {
  const read = readLine(text);
  if (E.isLeft(read)) throw new Error(read.left);
  const { envelope, part, type, fields, payloadText } = read.right;
  return Buffer.from(
    lineBytes(headOf(envelope, part, type, fields), utf8Of(payloadText)),
  ).toString();
};

const sameLines = (frames: ReadonlyArray<Buffer>): void => {
  const lines = textsOf(linesOf(frames, decodeFrame));
  expect(lines).toStrictEqual(
    textsOf(linesOf(frames, (bytes, digest) => decodeFramePlainly(bytes, digest))),
  );
  for (const line of lines) expect(printed(line)).toBe(line);
};

describe.each([...recordedSockets, ...recordedSessions])('the frames of %s', (_name, frames) => {
  it('come to the same outcomes as by io-ts alone', () => sameAsPlain(frames));
  it('make the same lines, byte for byte', () => sameLines(frames));
});

describe('the frames of a simulated source', () => {
  it('come to the same outcomes and lines, and are all walked the fast way', async () => {
    const frames = await simulatedFrames();
    sameAsPlain(frames);
    sameLines(frames);
    const asked = { sha256, wants: () => true };
    expect(frames.filter((frame) => fastOutcomes(frame, asked) === null)).toStrictEqual([]);
  });
});

describe('a frame that is spelled otherwise', () => {
  it.each([
    '',
    '{}',
    ' {"conversions" :\n{"time":0,"USD":1}} ',
    '{"conversions":{"time":0,\n"USD":1}}',
    '{"conversions":{"time":0,"USD":1},"conversions":{"time":0,"USD":2}}',
    String.raw`{"\u0063onversions":{"time":0,"USD":1}}`,
    '{"conversions":{"time":0,"USD":1,"EUR":1e999}}',
    '{"conversions":{"time":0,"USD":1}}x',
    '{"blocks":[[],{}],"block":null}',
    '{"a":"\\ud800","conversions":{"time":1,"USD":-1}}',
    '[1]',
  ])('%s comes to the same outcomes', (text) => sameAsPlain([Buffer.from(text)]));

  it('of more keys than can be compared with each other is left to the plain way', () => {
    const keyed = (count: number) =>
      Buffer.from(
        JSON.stringify(
          Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at])),
        ),
      );
    const asked = { sha256, wants: () => true };
    expect(fastOutcomes(keyed(64), asked)).toHaveLength(64);
    expect(fastOutcomes(keyed(65), asked)).toBeNull();
    sameAsPlain([keyed(64), keyed(65)]);
  });

  it('of invalid UTF-8 is refused whole, wherever the bytes are', () => {
    const text = Buffer.from('{"conversions":{"time":0,"USD":1},"note":"ab"}');
    for (let at = 1; at < text.length; at += 1) {
      const bytes = Buffer.from(text);
      bytes[at] = 0xff;
      expect(decodeFrame(bytes, sha256)).toMatchObject([{ reason: 'invalid-utf8' }]);
    }
  });
});
