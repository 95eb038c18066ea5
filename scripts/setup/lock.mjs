// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, setupFolder } from './places.mjs';
import { say } from './say.mjs';
import { errorCode } from './stop.mjs';

const LOCK = join(setupFolder, 'lock');

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** @returns {number | undefined} the process that holds the lock; undefined when it is now ours */
function holder() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return undefined;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const pid = Number(readFileSync(LOCK, 'utf8'));
  if (isRunning(pid)) return pid;
  rmSync(LOCK, { force: true });
  return holder();
}

const release = () => rmSync(LOCK, { force: true });

/**
 * Only one set-up works in a clone at a time; a second one waits for it. The lock of a dead process is taken over.
 * @param {() => Promise<void>} work
 */
export async function withLock(work) {
  mkdirSync(setupFolder, { recursive: true });
  const other = holder();
  if (other !== undefined) {
    say(
      `Another set-up (process ${other}) is at work; waiting. If not, remove ${relative(root, LOCK)}.`,
    );
    while (holder() !== undefined) await sleep(300);
  }
  process.once('exit', release);
  try {
    await work();
  } finally {
    release();
    process.off('exit', release);
  }
}
