import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { program } from '../../scripts/setup/built.mjs';

/** The folder of this project. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of the scripts around parts so small that setting them up takes a second and no network. */
export type SmallClone = {
  readonly folder: string;
  readonly path: (...names: ReadonlyArray<string>) => string;
  readonly remove: () => void;
};

/** How a script ended. signal: the one that ended it, where no exit code came. */
export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** The pin of one small package without dependencies, as the project itself locks it. */
function pinOf(name: 'six' | 'priority' | 'smmap', lockFile: string): string {
  const locked = readFileSync(join(projectRoot, lockFile), 'utf8');
  const pins = locked.match(/^[\w-]+==[^\n]+\\\n(?: {4}--hash=[^\n]+\n)+/gm);
  const pin = pins?.find((text) => text.startsWith(`${name}==`));
  if (pin === undefined) throw new Error(`${lockFile} has no ${name}`);
  return pin;
}

/** What stands in for the contents of each Python environment. */
const lockFiles = {
  'dbt/python/requirements.txt': 'six',
  'dbt/python/snowflake/requirements.txt': 'six',
  '__tests__/python/requirements.txt': 'priority',
  '__tests__/python/scan/requirements.txt': 'smmap',
} as const;

const packageJson = {
  name: 'small-clone',
  version: '1.0.0',
  type: 'module',
  dependencies: { vite: 'file:vite' },
};
const packageLock = {
  name: 'small-clone',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': packageJson,
    'node_modules/vite': { resolved: 'vite', link: true },
    vite: { version: '1.0.0' },
  },
};
/** Stands in for the bundler: a page of one file, a program of none. */
const bundler = `import { mkdirSync, writeFileSync } from 'node:fs';
const isPage = process.argv.includes('dashboard/page/vite.config.ts');
mkdirSync(isPage ? 'dashboard/dist' : '.program', { recursive: true });
if (isPage) writeFileSync('dashboard/dist/index.html', 'page');
`;
/** Stands in for the command: prints its arguments and exits with 7, or waits for a signal. */
const command = `process.exitCode = 7;
if (process.argv.includes('--wait')) {
  setTimeout(() => {}, 20_000);
  process.on('SIGTERM', () => process.exit(9));
}
console.log(JSON.stringify(process.argv.slice(2)));
`;

/** Makes a small clone in the temporary folder, readable by every user. */
export function smallClone(): SmallClone {
  const folder = mkdtempSync(join(tmpdir(), 'small-clone-'));
  chmodSync(folder, 0o755);
  const path = (...names: ReadonlyArray<string>): string => join(folder, ...names);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  cpSync(join(projectRoot, 'scripts'), path('scripts'), { recursive: true });
  cpSync(join(projectRoot, 'dbt/python/tools.txt'), path('dbt/python/tools.txt'));
  for (const [lockFile, name] of Object.entries(lockFiles)) write(lockFile, pinOf(name, lockFile));
  write('package.json', JSON.stringify(packageJson));
  write('package-lock.json', JSON.stringify(packageLock));
  write('vite/package.json', '{"name":"vite","version":"1.0.0","type":"module"}');
  write('vite/bin/vite.js', bundler);
  write('dashboard/page/index.html', 'source');
  for (const source of program.sources)
    if (!source.endsWith('.json')) mkdirSync(path(source), { recursive: true });
  write('cli/bin.mjs', command);
  return { folder, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes a program of the shell into a folder that is to be the whole of PATH. */
export function addProgram(folder: string, name: string, lines: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** The interpreter behind python3 of this machine, which a version manager may have wrapped. */
export const realPython = (): string =>
  execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();

/** PATH of this machine, before it the uv that this project's own set-up got. */
const usualPath = [join(projectRoot, '.setup/tools/bin'), process.env['PATH'] ?? ''].join(
  delimiter,
);

type Options = {
  readonly path?: string;
  readonly node?: string;
  readonly nodeFlags?: ReadonlyArray<string>;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
};

/** Starts a script of the clone, as npm would but without npm's own second. */
export const begin = (
  clone: SmallClone,
  script: string,
  args: ReadonlyArray<string> = [],
  { path = usualPath, node = process.execPath, nodeFlags = [], env = {}, uid }: Options = {},
): ChildProcess => {
  const { PYTHON: _, CI: __, CHROMIUM_PATH: ___, ...inherited } = process.env;
  return spawn(node, [...nodeFlags, clone.path(script), ...args], {
    cwd: clone.folder,
    env: { ...inherited, PATH: path, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid }),
  });
};

/** Waits for the end of a script. */
export const ended = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });

/** A folder of programs with nothing in it but Node. */
export function pathWithNodeOnly(clone: SmallClone): string {
  const folder = clone.path('programs');
  mkdirSync(folder);
  symlinkSync(process.execPath, join(folder, 'node'));
  return folder;
}
