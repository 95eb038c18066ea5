import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecording, type Recording } from '../../simulator/index.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../fixtures/mempool/regtest-real-backend/${name}`, import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recording-'));
});
afterAll(() => rm(folder, { recursive: true }));

const reading = async (text: string): Promise<E.Either<{ message: string }, Recording>> => {
  const file = join(folder, 'session.ndjson');
  await writeFile(file, text);
  return readRecording(file);
};
const read = async (...lines: ReadonlyArray<unknown>): Promise<Recording> => {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const result = await reading(text.join('\n'));
  if (E.isLeft(result)) throw new Error(result.left.message);
  return result.right;
};

const refusal = async (result: Promise<E.Either<{ message: string }, unknown>>) => {
  const either = await result;
  return E.isLeft(either) ? either.left.message : 'taken';
};

describe('a recording', () => {
  it.each(['session-a.ndjson', 'session-b.ndjson', 'session-d-large.ndjson'])(
    'is read whole: %s',
    async (name) => {
      const lines = (await readFile(fixture(name), 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { t: number; ev: string; raw: string });
      const result = await readRecording(fixture(name));
      const frames = lines
        .filter(({ ev }) => ev === 'recv')
        .map(({ t, raw }) => ({ atMs: t, raw, binary: false }));
      expect(result).toEqual(
        E.right({
          sessions: [
            { openedAtMs: lines[0]?.t, frames, closedAtMs: lines.at(-1)?.t, closeCode: 1005 },
          ],
          brokenLines: [],
        }),
      );
    },
  );

  it('has one session for each open, each with its own close', async () => {
    const { sessions } = await read(
      { t: 1, ev: 'open' },
      { t: 2, ev: 'recv', raw: 'a' },
      { t: 3, ev: 'close', code: 1009 },
      { t: 4, ev: 'open' },
      { t: 5, ev: 'recv', raw: 'b' },
      { t: 6, ev: 'send', raw: 'c' },
    );
    expect(sessions).toEqual([
      {
        openedAtMs: 1,
        frames: [{ atMs: 2, raw: 'a', binary: false }],
        closedAtMs: 3,
        closeCode: 1009,
      },
      {
        openedAtMs: 4,
        frames: [{ atMs: 5, raw: 'b', binary: false }],
        closedAtMs: 6,
        closeCode: 1005,
      },
    ]);
  });

  it('without an open is one session from its first line on', async () => {
    const { sessions } = await read({ t: 7, ev: 'send', raw: '{}' }, { t: 9, ev: 'recv', raw: '' });
    expect(sessions).toEqual([
      {
        openedAtMs: 7,
        frames: [{ atMs: 9, raw: '', binary: false }],
        closedAtMs: 9,
        closeCode: 1005,
      },
    ]);
  });

  it('tells binary frames from text', async () => {
    const { sessions } = await read({ t: 1, ev: 'recv', bin: true, raw: 'é' });
    expect(sessions[0]?.frames).toEqual([{ atMs: 1, raw: 'é', binary: true }]);
  });

  it('may begin with a byte order mark, as files made on Windows do', async () => {
    const recording = await read('\uFEFF{"t":1,"ev":"open"}', { t: 2, ev: 'recv', raw: '\uFEFFa' });
    expect(recording).toMatchObject({
      sessions: [{ openedAtMs: 1, frames: [{ raw: '\uFEFFa' }] }],
      brokenLines: [],
    });
  });

  it('names its broken lines, and passes over what it does not know', async () => {
    const { sessions, brokenLines } = await read(
      { t: 1, ev: 'open' },
      '{"t":2,"ev":"recv","ra',
      { t: 3, ev: 'recv' },
      '',
      { t: 4, ev: 'pong', raw: 7 },
      [1],
      { t: '5', ev: 'recv', raw: '' },
      { t: 6 },
      { t: 7, ev: 'recv', raw: 'kept' },
      { t: -1, ev: 'recv', raw: '' },
      { t: 253_402_300_800_000, ev: 'close' },
    );
    expect(sessions.map(({ frames }) => frames.map(({ raw }) => raw))).toEqual([['kept']]);
    expect(brokenLines).toEqual([
      { line: 2, reason: 'not JSON' },
      { line: 3, reason: '"raw" of a received frame is not a text' },
      { line: 6, reason: 'not an object' },
      { line: 7, reason: '"t" is not a number' },
      { line: 8, reason: '"ev" is not a text' },
      { line: 10, reason: '"t" is not a time in Unix milliseconds' },
      { line: 11, reason: '"t" is not a time in Unix milliseconds' },
    ]);
  });
});

describe('a file that is no recording is refused in one sentence', () => {
  it('when it is missing', async () => {
    const file = join(folder, 'nowhere.ndjson');
    expect(await refusal(readRecording(file))).toBe(
      `${file} is not a recording: there is no such file`,
    );
  });

  it('when it is a directory', async () => {
    expect(await refusal(readRecording(folder))).toBe(
      `${folder} is not a recording: it is a directory`,
    );
  });

  it.each(['', '\n \n'])('when it is empty: %j', async (text) => {
    expect(await refusal(reading(text))).toMatch(/is not a recording: it is empty$/);
  });

  it.each([
    'hello\nworld\n',
    '{"t":1,"ev":"open"}\n{"t":2,"ev":"close","code":1000}',
    '{"t":1,"ev":"recv"}',
    '\u0000\u0001\ufffd',
  ])('when nothing in it was received: %j', async (text) => {
    expect(await refusal(reading(text))).toMatch(
      /is not a recording: no line of it is a received frame/,
    );
  });
});
