import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../small-clone.ts';
import { freePort } from './free-port.ts';

/** Of no account; the server takes any. For the environment of a process that talks to it. */
export const credentials = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
} as const;

/** Firehose, S3 and instance metadata on this machine, empty at first. */
export interface Ministack {
  /** `http://127.0.0.1:<port>`, of every service. */
  readonly endpoint: string;
  /** Empties it. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface MinistackOptions {
  /** Instance metadata refuses requests without a token. @default false */
  readonly imdsV2Required?: boolean;
  /** Of whom it takes who says nothing of it. @default 000000000000 in us-east-1 */
  readonly account?: { readonly account: string; readonly region: string };
}

const startsWithinMs = 60_000;
const stopsWithinMs = 5000;

/** The Python of an environment that `npm test` makes. */
export const interpreterIn = (folder: '.venv-tests' | '.venv-scan'): string => {
  const places = ['bin/python', 'Scripts/python.exe'].map((path) =>
    join(projectRoot, folder, path),
  );
  const python = places.find((path) => existsSync(path));
  if (python === undefined) throw new Error(`no ${folder}: run npm test once, which makes it`);
  return python;
};

/** The Python of the tests' environment. */
export const interpreter = (): string => interpreterIn('.venv-tests');

const environment = (
  folder: string,
  port: number,
  { imdsV2Required = false, account }: MinistackOptions,
) => ({
  PATH: process.env['PATH'],
  SystemRoot: process.env['SystemRoot'],
  BIND_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  LAMBDA_EXECUTOR: 'local',
  LOG_LEVEL: 'WARNING',
  S3_DATA_DIR: join(folder, 's3'),
  STATE_DIR: join(folder, 'state'),
  HOME: folder,
  TMPDIR: folder, // it writes a file with its process id there
  ...(imdsV2Required && { MINISTACK_IMDS_V2_REQUIRED: '1' }),
  ...(account && { MINISTACK_ACCOUNT_ID: account.account, MINISTACK_REGION: account.region }),
});

const isGone = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

const isReady = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/health`).then(
    ({ ok }) => ok,
    () => false,
  );

const end = async (child: ChildProcess): Promise<void> => {
  if (isGone(child)) return;
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
  await gone;
  clearTimeout(timer);
};

/**
 * Starts the server from the Python environment of the tests, on 127.0.0.1 only; it ends with `stop`, or with this
 * process. Rejects where the environment is missing or the server does not come up.
 */
export const startMinistack = async (options: MinistackOptions = {}): Promise<Ministack> => {
  const python = interpreter();
  const folder = mkdtempSync(join(tmpdir(), 'ministack-'));
  const port = await freePort();
  const child = spawn(python, ['-m', 'ministack'], {
    cwd: folder,
    env: environment(folder, port, options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-4000);
  };
  child.on('error', ({ message }) => keep(Buffer.from(message)));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    await end(child);
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };

  const endpoint = `http://127.0.0.1:${port}`;
  const lateAt = performance.now() + startsWithinMs;
  while (!(await isReady(endpoint))) {
    if (isGone(child) || child.pid === undefined || performance.now() > lateAt) {
      if (child.pid !== undefined) await stop();
      throw new Error(`ministack did not come up: ${said}`);
    }
    await wait(25);
  }
  return {
    endpoint,
    reset: async () => {
      const { ok, status } = await fetch(`${endpoint}/_ministack/reset`, { method: 'POST' });
      if (!ok) throw new Error(`ministack did not reset: HTTP ${status}`);
    },
    stop,
  };
};
