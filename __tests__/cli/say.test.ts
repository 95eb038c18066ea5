import { openSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../support/program.ts';
import { projectRoot } from '../support/small-clone.ts';

describe('what the program says', () => {
  it('may be left unread, as by head: the result was had, and no stack trace is', async () => {
    const program = startProgram(['ddl', '--dialect', 'duckdb']);
    program.process.stdout?.destroy();
    expect(await program.ended).toStrictEqual({ code: 0, out: '', err: '' });
  });

  it('may lose who reads along, and the work goes on', async () => {
    const program = startProgram(['simulate', '--port', '0'], { stdin: 'pipe' });
    onTestFinished(() => void program.process.kill('SIGKILL'));
    await new Promise((resolve) => program.process.stderr?.once('data', resolve));
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(program.said())?.[0] ?? '';
    const height = async () =>
      Number(await (await fetch(`${url}/api/v1/blocks/tip/height`)).text());
    const before = await height();
    program.process.stderr?.destroy();
    program.process.stdin?.write('block\nblock\n');
    while ((await height()) < before + 2) await new Promise((resolve) => setTimeout(resolve, 5));
    program.process.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
  });

  it.skipIf(process.platform !== 'linux')('is not had where there is no space for it', () => {
    const args = [join(projectRoot, 'cli/bin.mjs'), 'ddl', '--dialect', 'duckdb'];
    const { status, stderr } = spawnSync(process.execPath, args, {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    });
    expect({ status, stderr }).toStrictEqual({
      status: 1,
      stderr:
        "bitcoin-pipeline: the result can't be written: ENOSPC: no space left on device, write\n",
    });
  });
});
