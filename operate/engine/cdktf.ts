import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { ENGINE_VARIABLE } from '../../preflight/engine.ts';
import type { Cdktf } from '../machine.ts';
import { tokenVariables } from './token-variables.ts';

const settings = {
  language: 'typescript',
  app: 'false', // --skip-synth: it is never run
  projectId: 'bitcoin-pipeline',
  sendCrashReports: 'false',
};

/** An operation that was cancelled may be at work on a stack yet. */
const WAITS_FOR_LOCK = '-lock-timeout=15m';

/** Of what it prints, as much as says why it ended. */
const QUOTED_LINES = 12;

/** Runs it to its end: an apply that is killed leaves a lock, and resources that nobody knows of. */
const ended = (
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  cwd: string,
  say: (text: string) => void,
): Promise<E.Either<string, void>> =>
  new Promise((done, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const last: Array<string> = [];
    const told = (coloured: string): void => {
      const line = stripVTControlCharacters(coloured).trim();
      if (line === '') return;
      say(line);
      last.push(line);
      if (last.length > QUOTED_LINES) last.shift();
    };
    createInterface({ input: child.stdout }).on('line', told);
    createInterface({ input: child.stderr }).on('line', told);
    child.on('error', reject);
    child.on('close', (code) => done(code === 0 ? E.right(undefined) : E.left(last.join('\n'))));
  });

/** cdktf's own command, over what is synthesised already. @param script of the command */
export const officialCdktf =
  (script: string, say: (text: string) => void): Cdktf =>
  async (act, stack, { out, engine, env }) => {
    const folder = await mkdtemp(join(tmpdir(), 'operate-'));
    try {
      await writeFile(join(folder, 'cdktf.json'), JSON.stringify(settings));
      return await ended(
        [
          script,
          act,
          stack,
          '--ignore-missing-stack-dependencies', // who calls knows their order
          '--auto-approve',
          '--skip-synth',
          '--skip-provider-lock', // whose network it would ask for checksums of other platforms
          `--output=${resolve(out)}`,
        ],
        {
          ...env,
          ...(await tokenVariables(env)),
          [ENGINE_VARIABLE]: engine.program,
          CI: '1',
          NO_COLOR: '1',
          DISABLE_VERSION_CHECK: '1',
          CHECKPOINT_DISABLE: '1',
          CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
          TF_CLI_ARGS_plan: WAITS_FOR_LOCK,
          TF_CLI_ARGS_apply: WAITS_FOR_LOCK,
          TF_CLI_ARGS_destroy: WAITS_FOR_LOCK,
        },
        folder,
        say,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
