import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/small-clone.ts';

/** What the user is told when `failing`, a piece of a script, throws in a Node of its own. */
function told(failing: string): unknown {
  const script = `
    import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
    import { connect } from 'node:net';
    import { knownTrouble } from './scripts/setup/stop.mjs';
    let cause;
    try { ${failing} } catch (error) { cause = error; }
    if (cause === undefined) throw new Error('it did not fail');
    console.log(JSON.stringify(knownTrouble(cause, '/the/folder')?.message ?? null));
  `;
  const args = ['--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' }));
}

/** What a real program printed when it failed. */
const printedBy = (command: string, ...args: ReadonlyArray<string>): string => {
  const { status, stdout, stderr } = spawnSync(command, [...args], { encoding: 'utf8' });
  expect(status, `${command} was to fail`).not.toBe(0);
  return stdout + stderr;
};

const throwing = (output: string): string => `throw ${JSON.stringify(output)}`;

describe('a failure of the machine is told with its way out', () => {
  it.skipIf(!existsSync('/dev/full'))('when the disk is full', () => {
    const says =
      'No space left on the disk while writing to /the/folder: free about 1 GB, then run the same command again.';
    expect(told(`writeSync(openSync('/dev/full', 'w'), 'x')`)).toBe(says);
    expect(told(throwing(printedBy('sh', '-c', 'LC_ALL=C cat /dev/zero > /dev/full')))).toBe(says);
    const python = 'open("/dev/full", "w", buffering=1).write("x\\n")';
    expect(told(throwing(printedBy('python3', '-c', python)))).toBe(says);
  });

  it.skipIf(!existsSync('/proc/version'))('when writing is not permitted, even to root', () => {
    const says =
      'No permission to write to /the/folder: make it yours, or clone into a folder that is, then run the same command again.';
    expect(told(`openSync('/proc/version', 'r+'); writeFileSync('/sys/kernel/new', '')`)).toBe(
      says,
    );
    const python = 'open("/sys/kernel/new", "w")';
    expect(told(throwing(printedBy('python3', '-c', python)))).toBe(says);
  });

  it('when the registry can not be reached', () => {
    // nothing listens on port 1 of this machine
    const refused = `cause = await new Promise((resolve) => connect(1, '127.0.0.1').on('error', resolve))`;
    expect(told(refused)).toBe(
      'The package registry can not be reached: check the network or the proxy settings, then run the same command again.',
    );
  });
});

it('a failure of another kind is not explained away', () => {
  expect(told(`openSync('/no/such/file')`)).toBeNull();
  expect(told(`null.property`)).toBeNull();
});
