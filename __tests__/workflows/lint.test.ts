import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/small-clone.ts';
import { actionlint, shellcheck, zizmor, type Finding } from '../support/workflows/lint.ts';
import { files, filesWith } from '../support/workflows/workflow.ts';

/** A check that is not passed, and why that is as it should be. */
interface Excuse {
  readonly check: string;
  readonly reason: string;
}

const excuses = JSON.parse(
  readFileSync(join(projectRoot, '.github/lint-excuses.json'), 'utf8'),
) as ReadonlyArray<Excuse>;

const isExcused = ({ check }: Finding): boolean => excuses.some((excuse) => excuse.check === check);
const checksIn = (findings: ReadonlyArray<Finding>): ReadonlySet<string> =>
  new Set(findings.map(({ check }) => check));

const ofActionlint = await actionlint(files);
const ofZizmor = await zizmor(files);

describe('the linters of workflows', () => {
  it('find nothing that is not excused with a reason', () => {
    expect([...ofActionlint, ...ofZizmor].filter((each) => !isExcused(each))).toStrictEqual([]);
  });

  it('need every excuse, and each has a reason', () => {
    const found = checksIn([...ofActionlint, ...ofZizmor]);
    for (const { check, reason } of excuses) {
      expect(reason.length, check).toBeGreaterThan(30);
      expect(found, `${check} is found no more: take its excuse out`).toContain(check);
    }
  });

  it.each([
    ['a job', 'needs: plan', 'needs: plam', 'workflows/deploy.yml', 'job-needs'],
    ['an event', 'workflow_dispatch:', 'workflow_dispatched:', 'workflows/deploy.yml', 'events'],
    ['a property', 'inputs.fast &&', 'inputs.quick &&', 'workflows/destroy.yml', 'expression'],
    ['a day', "'7 4 * * 1'", "'7 4 * * 9'", 'workflows/dependencies.yml', 'events'],
  ])('actionlint sees what is wrong of %s', async (_, from, to, path, kind) => {
    const found = checksIn(await actionlint(filesWith(path, from, to)));
    expect(found).toContain(`actionlint ${kind}`);
  });

  it.each([
    ['artipacked', 'persist-credentials: false', 'fetch-depth: 1', 'workflows/ci.yml'],
    [
      'unpinned-uses',
      'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
      'actions/checkout@v7',
      'workflows/ci.yml',
    ],
    [
      'excessive-permissions',
      'permissions:\n      contents: read',
      'permissions: write-all',
      'workflows/ci.yml',
    ],
    ['dangerous-triggers', '  pull_request:', '  pull_request_target:', 'workflows/plan.yml'],
    ['template-injection', '"$REASON"', '"${{ inputs.reason }}"', 'workflows/listener.yml'],
    ['dependabot-cooldown', '    cooldown:\n      default-days: 7\n', '', 'dependabot.yml'],
  ])('zizmor sees %s', async (check, from, to, path) => {
    expect(checksIn(await zizmor(filesWith(path, from, to)))).toContain(`zizmor ${check}`);
  });
});

describe('the scripts of steps', () => {
  it('ShellCheck has nothing to say of them', () => {
    expect(shellcheck(files)).toStrictEqual([]);
  });

  it('ShellCheck sees a word that falls apart', () => {
    const [path, from, to] = ['workflows/listener.yml', '"$REASON"', '$REASON'] as const;
    const found = shellcheck(filesWith(path, from, to));
    expect(found).toStrictEqual([expect.stringContaining('SC2086')]);
  });
});
