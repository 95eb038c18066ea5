import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWatchdog, type Watchdog } from '../../../cli/operation/watchdog.ts';
import {
  hasSystemdNotify,
  openNotifyReceiver,
  type NotifyReceiver,
} from '../../support/notify-receiver.ts';

/** What the watchdogs of one test say; one of an earlier test may still say something. */
let faults: string[];
let failed: (reason: string) => void;
let watchdog: Watchdog | null = null;

beforeEach(() => {
  const own: string[] = [];
  faults = own;
  failed = (reason) => void own.push(reason);
});
afterEach(() => watchdog?.stop());

describe.skipIf(!hasSystemdNotify)('a service that systemd watches', () => {
  let receiver: NotifyReceiver;

  beforeEach(async () => {
    receiver = await openNotifyReceiver();
  });
  afterEach(() => receiver.close());

  const start = (watchdogUsec?: string): Watchdog => {
    watchdog = startWatchdog(
      {
        PATH: process.env['PATH'],
        NOTIFY_SOCKET: receiver.path,
        ...(watchdogUsec === undefined ? {} : { WATCHDOG_USEC: watchdogUsec }),
      },
      { failed },
    );
    return watchdog;
  };

  it('says that it is ready, again and again that it lives, and that it stops', async () => {
    const { ready, stopping } = start('400000');
    ready();
    await receiver.until(3);
    stopping();
    while (!receiver.heard().includes('STOPPING=1'))
      await receiver.until(receiver.heard().length + 1);
    await receiver.until(receiver.heard().indexOf('STOPPING=1') + 2); // it lives while it stops
    expect(receiver.heard()[0]).toBe('READY=1');
    expect(receiver.heard().slice(1)).toContain('WATCHDOG=1');
    expect(new Set(receiver.heard())).toEqual(new Set(['READY=1', 'WATCHDOG=1', 'STOPPING=1']));
    expect(faults).toEqual([]);
  });

  it('falls silent while its event loop hangs, and speaks again after', async () => {
    start('100000'); // each 50 ms
    await receiver.until(2);
    const before = Date.now();
    while (Date.now() - before < 3000); // held up for 60 times as long
    const { length } = receiver.heard();
    await receiver.until(length + 1);
    await sleep(0);
    // what came in while it hung was sent before it hung: one at most under way, and one that waited
    expect(receiver.heard().length).toBeLessThanOrEqual(length + 3);
    await receiver.until(receiver.heard().length + 2);
  });

  it('says nothing of being alive where it is not asked to', async () => {
    const { ready, stopping } = start();
    ready();
    stopping();
    await receiver.until(2);
    expect(receiver.heard()).toEqual(['READY=1', 'STOPPING=1']);
  });
});

describe('the program that tells systemd', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchdog-'));
  });
  afterEach(() => {
    watchdog?.stop();
    // a program that was started before may still write into it
    return rm(folder, { recursive: true, maxRetries: 20, retryDelay: 50 });
  });

  const program = async (script: string): Promise<string> => {
    const path = join(folder, 'notify');
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  };
  const start = (path: string, usec = '20000'): Watchdog => {
    watchdog = startWatchdog(
      { PATH: process.env['PATH'], NOTIFY_SOCKET: '/nowhere', WATCHDOG_USEC: usec },
      { program: path, failed },
    );
    return watchdog;
  };
  const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await done())) await sleep(10);
  };
  const words = async (): Promise<ReadonlyArray<string>> =>
    (await readFile(join(folder, 'log'), 'utf8').catch(() => '')).split('\n').slice(0, -1);

  it('is told once to be missing, and the service goes on', async () => {
    const { ready } = start(join(folder, 'none'));
    ready();
    await until(() => faults.length > 0);
    await sleep(100);
    expect(faults).toEqual([`spawn ${join(folder, 'none')} ENOENT`]);
  });

  it('is told once to have failed', async () => {
    const path = await program(`echo "$1" >> ${folder}/log; exit 3`);
    start(path);
    await until(async () => (await words()).length >= 3);
    expect(faults).toEqual([`${path} WATCHDOG=1 ended with 3`]);
  });

  it('never runs twice at once, however slow it is, and says nothing that is old', async () => {
    const slow = `echo "begin" >> ${folder}/log; sleep 0.1; echo "end" >> ${folder}/log`;
    start(await program(slow), '4000'); // each 2 ms
    await until(async () => (await words()).length >= 8);
    watchdog?.stop();
    const told = await words();
    expect(told.filter((_, place) => place % 2 === 0).every((word) => word === 'begin')).toBe(true);
    expect(told.filter((_, place) => place % 2 === 1).every((word) => word === 'end')).toBe(true);
    await until(async () => (await words()).length % 2 === 0);
    await sleep(300);
    expect((await words()).length).toBeLessThanOrEqual(told.length + 4); // the one that ran, the one that waited
  });

  it('is not run where there is no systemd', async () => {
    const path = await program(`echo "$1" >> ${folder}/log`);
    const { ready, stopping } = startWatchdog(
      { WATCHDOG_USEC: '20000' },
      { program: path, failed },
    );
    ready();
    stopping();
    await sleep(200);
    expect(await words()).toEqual([]);
  });
});
