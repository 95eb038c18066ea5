import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

const bin = fileURLToPath(new URL('../../cli/bin.mjs', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program as a process of its own. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said on standard error so far. */
  readonly said: () => string;
}

/** Its dbt is imported already; an empty `BITCOIN_PIPELINE_PYTHON` asks for that of the set-up, as users have it. */
export const startProgram = (
  args: ReadonlyArray<string>,
  options: {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** @default 'ignore', which ends at once */
    readonly stdin?: 'ignore' | 'pipe';
  } = {},
): Running => {
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: [options.stdin ?? 'ignore', 'pipe', 'pipe'],
    cwd: options.cwd,
    env: {
      ...process.env,
      BITCOIN_PIPELINE_PYTHON: inject('forkingPython'),
      ...options.env,
    },
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
  return { process: child, ended, said: () => err };
};

export const runProgram = (...args: Parameters<typeof startProgram>): Promise<Ended> =>
  startProgram(...args).ended;

/** An empty folder; whoever asks for it removes it. */
export const emptyFolder = async (): Promise<string> =>
  mkdtemp(join(tmpdir(), 'bitcoin-pipeline-'));
