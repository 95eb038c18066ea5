import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { monotonicClock } from '../../../lake/delivery/clock.ts';
import { diskFiles } from '../../../listener/spool/files.ts';
import { lives, thisProcess, type Owner } from '../../../listener/spool/owner.ts';
import { PositionFile } from '../../../listener/spool/position-file.ts';
import { temporaryFolder } from '../../support/lake-folder.ts';

const touched = (secondsAgo: number) => () => Promise.resolve(Date.now() - secondsAgo * 1000);
const says = (started: string | null) => () => Promise.resolve(started);
/** The number of a process that is there, and is not this one. */
const pid = process.ppid;
const nobody = 999_999_999;

describe('where the system says when a process began', () => {
  it.each([
    [
      'of the number and the begin that were written down lives',
      { pid, processStarted: '7' },
      '7',
      true,
    ],
    ['of the number but another begin does not', { pid, processStarted: '7' }, '8', false],
    ['whose number nobody has does not', { pid: nobody, processStarted: '7' }, '7', false],
  ] satisfies ReadonlyArray<readonly [string, Owner, string, boolean]>)(
    'a process %s, whenever its files were touched',
    async (_, owner, started, isAlive) => {
      for (const secondsAgo of [0, 3600])
        expect(await lives(owner, touched(secondsAgo), says(started))).toBe(isAlive);
    },
  );

  it('this one is no other', async () => {
    expect(await lives(await thisProcess(), touched(0))).toBe(false);
  });
});

describe('where the system does not say when a process began', () => {
  const wordless: Owner = { pid, processStarted: null };

  it.each([
    ['lives while its files are fresh', wordless, 55, null, true],
    ['is gone when they were not touched for a minute', wordless, 65, null, false],
    ['is gone with its number', { pid: nobody, processStarted: null }, 0, null, false],
    [
      'lives while they are fresh, though its begin was written down',
      { pid, processStarted: '7' },
      55,
      null,
      true,
    ],
    ['is gone after a minute, though the system says it now', wordless, 65, '7', false],
  ] satisfies ReadonlyArray<readonly [string, Owner, number, string | null, boolean]>)(
    'a process %s',
    async (_, owner, secondsAgo, started, isAlive) => {
      expect(await lives(owner, touched(secondsAgo), says(started))).toBe(isAlive);
    },
  );

  it('its files are kept fresh though nothing changes', async () => {
    const dir = temporaryFolder();
    const file = join(dir, 'position.json');
    const now = () => ({ acknowledged: {}, ended: false, settled: false });
    const positions = new PositionFile(diskFiles, dir, monotonicClock, now);
    positions.keepFresh(5);
    await expect.poll(() => existsSync(file)).toBe(true);
    rmSync(file);
    await expect.poll(() => existsSync(file), { timeout: 10_000 }).toBe(true);
    await positions.stop();
  });
});
