import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { interpreterIn } from '../aws/ministack.ts';
import type { StackJson } from './synthesised.ts';

/** What the scan finds fault with. */
export interface Finding {
  /** `CKV_AWS_18` */
  readonly check: string;
  /** `storage lake`: the stack and the resource's name in it. */
  readonly on: string;
  readonly title: string;
}

/** How checkov tells of one. */
interface Failed {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

interface Report {
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
  readonly results: { readonly failed_checks: ReadonlyArray<Failed> };
}

const findingOf = ({ check_id, check_name, file_path, resource }: Failed): Finding => {
  const stack = file_path.replace(/^\//, '').replace('.tf.json', '');
  // `aws_s3_bucket.lake`, or of simple checks `resource.lake`
  return {
    check: check_id,
    on: `${stack} ${resource.slice(resource.indexOf('.') + 1)}`,
    title: check_name,
  };
};

/** Runs checkov over stacks. It asks no network: nothing is told to its makers and no rules are fetched. */
export const scan = async (
  stacks: Readonly<Record<string, Partial<StackJson>>>,
): Promise<{ readonly passed: number; readonly findings: ReadonlyArray<Finding> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  try {
    // its reader stumbles over the engine's version below `terraform`, which it has no rule for
    for (const [name, { terraform: _, ...stack }] of Object.entries(stacks))
      writeFileSync(join(folder, `${name}.tf.json`), JSON.stringify(stack, null, 1));
    const words = ['--framework', 'terraform_json', '--quiet', '--compact', '--soft-fail'];
    const { stdout } = await promisify(execFile)(
      interpreterIn('.venv-scan'),
      ['-m', 'checkov.main', '-d', folder, ...words, '--skip-download', '-o', 'json'],
      { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder }, maxBuffer: 2 ** 26 },
    );
    const { summary, results } = JSON.parse(stdout) as Report;
    if (summary.parsing_errors > 0) throw new Error(`checkov could not read ${folder}: ${stdout}`);
    return { passed: summary.passed, findings: results.failed_checks.map(findingOf) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
