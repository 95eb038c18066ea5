import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { openHandovers, type HandoverFolder } from '../../listener/handover-folder.ts';
import type { Handover } from '../../listener/handover.ts';
import { temporaryFolder } from '../support/lake-folder.ts';

const left: Handover = {
  lastEpoch: { epochId: 'e7', lastOrdinal: 42 },
  openGaps: [
    {
      gapId: 'e7-40',
      cause: 'sequence',
      suspectFromOrdinal: 39,
      expectedSequence: 5,
      receivedSequence: 9,
    },
  ],
};

const opened = async (dir: string, id: string, network = 'signet'): Promise<HandoverFolder> => {
  const folder = await openHandovers(dir, network, id);
  if (E.isLeft(folder)) throw new Error(folder.left);
  return folder.right;
};

/** As though another process had written the file. */
const by = (dir: string, id: string, pid: number): void => {
  const file = join(dir, `${id}.json`);
  const content = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...content, pid }));
};

describe('what a listener leaves', () => {
  it('is found by the next one: ended in order a restart, else a crash, oldest first', async () => {
    const dir = join(temporaryFolder(), 'lake.listeners');
    expect((await opened(dir, 'a')).predecessors).toStrictEqual([]);
    await (await opened(dir, 'b')).write({ lastEpoch: null, openGaps: [] }, true);
    await (await opened(dir, 'a')).write(left, false);
    const next = await opened(dir, 'c');
    expect(next.predecessors).toStrictEqual([
      { cause: 'crash', ...left },
      { cause: 'restart', lastEpoch: null, openGaps: [] },
    ]);
    expect(readdirSync(dir)).toStrictEqual(['a.json', 'b.json']);
    await next.write({ lastEpoch: null, openGaps: [] }, false);
    await next.settled();
    expect(readdirSync(dir)).toStrictEqual(['c.json']);
  });

  it('is left alone while its process lives, unless it has long stopped to write', async () => {
    const dir = temporaryFolder();
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const gone = once(other, 'exit');
    await (await opened(dir, 'a')).write(left, false);
    by(dir, 'a', other.pid ?? 0);
    expect((await opened(dir, 'b')).predecessors).toStrictEqual([]);
    const longAgo = new Date(Date.now() - 120_000);
    utimesSync(join(dir, 'a.json'), longAgo, longAgo); // another process has its number by now
    expect((await opened(dir, 'b')).predecessors).toHaveLength(1);
    const now = new Date();
    utimesSync(join(dir, 'a.json'), now, now);
    other.kill('SIGKILL');
    await gone;
    expect((await opened(dir, 'b')).predecessors).toStrictEqual([{ cause: 'crash', ...left }]);
  });

  it.each([
    ['of another network', { version: 1, network: 'mainnet' }, /is of mainnet, not signet/],
    ['of a newer version', { version: 2, network: 'signet' }, /newer version; use a newer program/],
    [
      'that is rubbish',
      { version: 1, network: 'signet', pid: 'x' },
      /is not what a listener leaves/,
    ],
    ['that is no object', 7, /is not what a listener leaves; move it away to start without it/],
  ])('%s is refused and kept', async (_what, content, sentence) => {
    const dir = temporaryFolder();
    const file = join(dir, 'a.json');
    writeFileSync(file, JSON.stringify(content));
    const refused = await openHandovers(dir, 'signet', 'b');
    expect(E.isLeft(refused) && refused.left).toMatch(sentence);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toStrictEqual(content);
  });

  it('in a folder that can not be read or written is a sentence', async () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'file'), '');
    const inFile = await openHandovers(join(dir, 'file'), 'signet', 'a');
    expect(E.isLeft(inFile) && inFile.left).toMatch(/can't read what earlier listeners left/);
    const folder = await opened(join(dir, 'later'), 'a');
    writeFileSync(join(dir, 'later'), ''); // where the folder would be
    const written = await folder.write(left, false);
    expect(E.isLeft(written) && written.left).toMatch(/can't write .*a\.json/);
  });
});
