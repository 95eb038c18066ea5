import {
  appendFileSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addProgram,
  begin,
  ended,
  pathWithNodeOnly,
  realPython,
  smallClone,
  type SmallClone,
} from '../support/small-clone.ts';

let clone: SmallClone;
beforeEach(() => {
  clone = smallClone();
});
afterEach(() => clone.remove());

const start = (
  ...args: Parameters<typeof begin> extends [unknown, unknown, ...infer R] ? R : never
) => ended(begin(clone, 'scripts/start.mjs', ...args));

const oneLine = (text: string): string => {
  const lines = text.trimEnd().split('\n');
  expect(lines, text).toHaveLength(1);
  return lines[0] ?? '';
};

const nothingWasWritten = (): void => {
  for (const made of [
    '.setup',
    '.venv',
    '.venv-tests',
    '.venv-scan',
    'node_modules',
    'dashboard/dist',
  ]) {
    expect(existsSync(clone.path(made)), made).toBe(false);
  }
};

describe('a machine that lacks something', () => {
  it('without Python is told so in one line, and nothing is written', async () => {
    const { code, stderr, stdout } = await start([], { path: pathWithNodeOnly(clone) });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(oneLine(stderr)).toMatch(
      /^Python 3\.10 to 3\.14 is needed and none was found\. Install one .*PYTHON=/,
    );
    nothingWasWritten();
  });

  it('with an old Python is told which and how old, and nothing is written', async () => {
    const path = pathWithNodeOnly(clone);
    addProgram(path, 'python3', 'echo 3.8');
    const { code, stderr } = await start([], { path });
    expect(code).toBe(1);
    expect(oneLine(stderr)).toMatch(/^Python 3\.8 \(python3\) is too old: Python 3\.10 to 3\.14/);
    nothingWasWritten();
  });

  it('takes a newer Python when python3 is an old one', async () => {
    const path = pathWithNodeOnly(clone);
    addProgram(path, 'python3', 'echo 3.8');
    addProgram(path, 'python3.11', 'case "$1" in -c) echo 3.11.2 ;; *) exit 1 ;; esac');
    const { stderr } = await start([], { path });
    expect(stderr).not.toContain('too old');
    expect(stderr).toContain('install python3-venv');
  });

  it('says that the Python named by PYTHON does not run, and looks for no other', async () => {
    const { code, stderr } = await start([], { env: { PYTHON: '/nowhere/python3' } });
    expect(code).toBe(1);
    expect(oneLine(stderr)).toContain('PYTHON=/nowhere/python3 does not run');
    nothingWasWritten();
  });

  it('whose Python has neither venv nor pip is told what to install, and no half environment stays', async () => {
    const path = pathWithNodeOnly(clone);
    addProgram(
      path,
      'python3',
      `case "$2" in venv|pip) echo "No module named $2" >&2; exit 1 ;; *) exec ${realPython()} "$@" ;; esac`,
    );
    const { code, stderr } = await start([], { path });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /: install python3-venv \(Debian: apt install python3-venv\), or uv, then run the same command again\.\n$/,
    );
    expect(existsSync(clone.path('.venv'))).toBe(false);
    expect(readdirSync(clone.path('.setup'))).toEqual([]);
  });

  it('with an old Node is told so in one line', async () => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } })`;
    const nodeFlags = ['--import', `data:text/javascript,${encodeURIComponent(older)}`];
    const { code, stderr } = await start([], { nodeFlags });
    expect(code).toBe(1);
    expect(oneLine(stderr)).toMatch(/^Node 20\.18\.3 is too old: 20\.19 or newer is needed/);
    nothingWasWritten();
  });

  it('where the folder belongs to someone else is told so, and nothing is written', async () => {
    const isRoot = process.getuid?.() === 0;
    const path = pathWithNodeOnly(clone);
    addProgram(path, 'python3', 'echo 3.11.2');
    // the permissions of root stop nothing: the script runs as a user who owns nothing here
    const node = clone.path('node');
    copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
    chmodSync(node, 0o755);
    if (!isRoot) chmodSync(clone.folder, 0o555);
    const { code, stderr } = await start([], { path, node, ...(isRoot && { uid: 65_534 }) });
    if (!isRoot) chmodSync(clone.folder, 0o755);
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^No permission to write to .*: make it yours, or clone into a folder that is, then run/,
    );
    expect(stderr).not.toContain('    at ');
    nothingWasWritten();
  });
});

describe('a set-up', () => {
  it('is made once, also when two begin together; then the command runs and nothing is said', async () => {
    const both = await Promise.all([start(['--once', '--json']), start(['--once', '--json'])]);
    for (const { code, stdout } of both) {
      expect(code).toBe(7);
      expect(stdout).toBe('["run","--once","--json"]\n');
    }
    const told = both.map(({ stderr }) => stderr).join('');
    expect(told.match(/^Node packages installed \(\d+\.\d s\)$/gm)).toHaveLength(1);
    expect(told.match(/^Python environment made \(3\.\d+\.\d+\) \(.* s\)$/gm)).toHaveLength(1);
    for (const built of ['Page', 'Program'])
      expect(told.match(new RegExp(`^${built} built \\(\\d+\\.\\d s\\)$`, 'gm'))).toHaveLength(1);
    expect(existsSync(clone.path('.venv-tests')), 'what only tests need').toBe(false);
    expect(readFileSync(clone.path('dashboard/dist/index.html'), 'utf8')).toBe('page');

    expect(await start(['--help'])).toStrictEqual({
      code: 7,
      signal: null,
      stdout: '["run","--help"]\n',
      stderr: '',
    });

    const waiting = begin(clone, 'scripts/start.mjs', ['--wait']);
    waiting.stdout?.once('data', () => waiting.kill('SIGTERM'));
    expect((await ended(waiting)).code, 'the exit code the command gives to SIGTERM').toBe(9);

    writeFileSync(clone.path('dashboard/page/index.html'), 'changed');
    const afterChange = await start();
    expect(afterChange.stderr).toContain('Page built');
    expect(afterChange.stderr).not.toMatch(/packages|Python|Program/);

    appendFileSync(clone.path('cli/bin.mjs'), '// changed');
    const afterOther = await start();
    expect(afterOther.stderr).toContain('Program built');
    expect(afterOther.stderr).not.toMatch(/packages|Python|Page/);
  });

  it('for the tests makes the Python of their servers too, and anew when its lock file changes', async () => {
    // no tests are in this clone: what follows the set-up ends with 1
    const setUp = () => ended(begin(clone, 'scripts/test.mjs'));
    const both = await Promise.all([setUp(), setUp()]);
    const told = both.map(({ stderr }) => stderr).join('');
    for (const name of [
      'Python environment',
      'Python environment of the tests',
      'Python environment of the scan',
    ])
      expect(told.match(new RegExp(`^${name} made \\(3\\.`, 'gm')), told).toHaveLength(1);
    const installed = (folder: string): ReadonlyArray<string> =>
      readdirSync(clone.path(folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        basename(name),
      );
    expect(installed('.venv-tests')).toContain('priority');
    expect(installed('.venv')).not.toContain('priority');
    expect(installed('.venv-scan')).toContain('smmap');
    expect((await setUp()).stderr).not.toContain('Setting up');

    appendFileSync(clone.path('__tests__/python/requirements.txt'), '# changed\n');
    expect((await start()).stderr, 'a lock file that only tests need').toBe('');
    const { stderr } = await setUp();
    expect(stderr).toContain('Python environment of the tests made');
    expect(stderr).not.toMatch(
      /packages installed|Python environment made|Page built|Program built/,
    );
  });

  it('takes no package whose hash is another than the locked one, and leaves neither environment half-made', async () => {
    const lockFile = clone.path('__tests__/python/requirements.txt');
    const wrong = `--hash=sha256:${'0'.repeat(64)}`;
    writeFileSync(lockFile, readFileSync(lockFile, 'utf8').replaceAll(/--hash=\S+/g, wrong));
    const { code, stderr } = await ended(begin(clone, 'scripts/test.mjs'));
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^The Python environment of the tests could not be made: /,
    );
    expect(existsSync(clone.path('.venv-tests'))).toBe(false);
    expect(readdirSync(clone.path('.setup'))).not.toContain('lock');
  });

  it('that fails half-way tells why in its last line and leaves nothing half-made', async () => {
    const fails = `import { mkdirSync, writeFileSync } from 'node:fs';
      mkdirSync('dashboard/dist/half', { recursive: true });
      writeFileSync('dashboard/dist/half/page', '');
      console.error('no such panel');
      process.exit(1);`;
    writeFileSync(clone.path('vite/bin/vite.js'), fails);
    const { code, stdout, stderr } = await start();
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      'The page could not be built: no such panel (npm run page shows all).',
    );
    expect(existsSync(clone.path('dashboard/dist'))).toBe(false);
    expect(readdirSync(clone.path('.setup'))).not.toContain('lock');
  });

  it('that was interrupted or left half-made is noticed and made anew', async () => {
    const child = begin(clone, 'scripts/start.mjs');
    child.stderr?.once('data', () => child.kill('SIGTERM'));
    const { code, signal, stdout } = await ended(child);
    expect(stdout).toBe('');
    expect(signal ?? code).toSatisfy((end) => end === 'SIGTERM' || end === 143);

    for (const half of ['.venv/lib', 'node_modules/half', 'dashboard/dist/half', '.setup']) {
      mkdirSync(clone.path(half), { recursive: true });
    }
    writeFileSync(clone.path('.setup/lock'), '4194304'); // above the largest process id of Linux
    expect((await start()).code).toBe(7);
    expect(existsSync(clone.path('.venv/pyvenv.cfg'))).toBe(true);
    expect(existsSync(clone.path('node_modules/half'))).toBe(false);
    expect(existsSync(clone.path('dashboard/dist/half'))).toBe(false);
    expect(readdirSync(clone.path('.setup'))).not.toContain('lock');
    expect((await start()).stderr).toBe('');
  });
});
