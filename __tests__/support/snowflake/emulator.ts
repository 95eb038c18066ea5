import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { interpreter } from '../aws/ministack.ts';
import { freePort } from '../aws/free-port.ts';
import { dbtProject } from '../dbt-warehouse.ts';

/** A stand-in for Snowflake on this machine, empty at first. */
export interface SnowflakeEmulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Runs statements one after the other; the rows of each, values as text. */
  readonly run: (
    statements: ReadonlyArray<string>,
  ) => Promise<ReadonlyArray<ReadonlyArray<ReadonlyArray<string | null>>>>;
  /** The statements that made its functions, as they came. */
  readonly functions: () => Promise<ReadonlyArray<string>>;
  /** Runs dbt on it; rejects with what dbt said where it fails. */
  readonly dbt: (words: ReadonlyArray<string>, targetDir: string) => Promise<string>;
  /** Compares tables with those of a DuckDB file. */
  readonly compare: (
    warehouse: string,
    tables: ReadonlyArray<string>,
  ) => Promise<Readonly<Record<string, Compared>>>;
  readonly stop: () => Promise<void>;
}

/** A table on both engines: its rows, and the first three that only one of them has. */
export interface Compared {
  readonly columns: boolean;
  readonly duckdb: number;
  readonly snowflake: number;
  readonly onlyDuckdb: ReadonlyArray<unknown>;
  readonly onlySnowflake: ReadonlyArray<unknown>;
}

const scripts = import.meta.dirname;
const timeLimitMs = 600_000;

/** What a process of the tests' Python says on stdout; rejects with all it said where it fails. */
export const python = (
  words: ReadonlyArray<string>,
  { input = '', env = {} }: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(interpreter(), ['-W', 'ignore', ...words], {
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
      timeout: timeLimitMs,
      killSignal: 'SIGKILL',
    });
    let said = '';
    let complained = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`${words.slice(0, 3).join(' ')}: ${said}${complained}`.slice(-6000)));
    });
    child.stdin.end(input);
  });

/** What every dbt command is told: the project, the folder of profiles.yml, the folder of its own files. */
const dbtFlags = (targetDir: string, profilesDir: string): ReadonlyArray<string> => [
  '--project-dir',
  dbtProject,
  '--profiles-dir',
  profilesDir,
  '--target-path',
  targetDir,
  '--log-path',
  path.join(targetDir, 'logs'),
  '--log-level-file',
  'none',
  '--no-version-check',
  '--no-use-colors',
  '--quiet',
];

/** Starts it from the Python environment of the tests, on 127.0.0.1 only; it ends with `stop`, or with this process. */
export const startSnowflakeEmulator = async (
  environment: NodeJS.ProcessEnv = {},
): Promise<SnowflakeEmulator> => {
  const port = String(await freePort());
  const server = spawn(interpreter(), ['-W', 'ignore', path.join(scripts, 'emulator.py'), port], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...environment },
  });
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => resolve());
  });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  if ((await lines.next()).value !== 'ready') throw new Error('the emulator did not start');

  const scriptOf = (name: string, words: ReadonlyArray<string>, input = ''): Promise<string> =>
    python([path.join(scripts, name), port, ...words], { input });
  return {
    url: `http://127.0.0.1:${port}`,
    run: async (statements) =>
      JSON.parse(await scriptOf('statements.py', [], JSON.stringify(statements))),
    functions: async () =>
      (await fetch(`http://127.0.0.1:${port}/functions`)).json() as Promise<string[]>,
    dbt: (words, targetDir) =>
      python(['-m', 'dbt.cli.main', ...words, ...dbtFlags(targetDir, scripts)], {
        env: { EMULATOR_PORT: port, BITCOIN_PIPELINE_WAREHOUSE: 'none' },
      }),
    compare: async (warehouse, tables) =>
      JSON.parse(await scriptOf('compare.py', [warehouse, JSON.stringify(tables)])),
    stop: async () => {
      server.stdin.end();
      await ended;
    },
  };
};
