import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  begin,
  ended,
  projectRoot,
  smallClone,
  type Ended,
  type SmallClone,
} from '../support/small-clone.ts';

let clone: SmallClone;
beforeEach(() => {
  clone = smallClone();
  symlinkSync(join(projectRoot, 'node_modules'), clone.path('node_modules'));
});
afterEach(() => clone.remove());

/** Two tests, one of which is skipped, and one that fails when asked to. */
const testFile = (secondSum: number): string => `
import { expect, it } from 'vitest';
it('adds', () => { expect(1 + 1).toBe(2); });
it('adds again', () => { expect(2 + 2).toBe(${secondSum}); });
it.skip('is not run', () => {});
`;

async function check(
  scripts: Readonly<Record<string, string>>,
  test: string,
): Promise<Ended & { readonly lines: ReadonlyArray<string> }> {
  writeFileSync(clone.path('package.json'), JSON.stringify({ type: 'module', scripts }));
  mkdirSync(clone.path('__tests__'), { recursive: true });
  writeFileSync(clone.path('__tests__/sum.test.ts'), test);
  const end = await ended(begin(clone, 'scripts/check.mjs', [], { env: { CI: 'true' } }));
  return { ...end, lines: end.stdout.trimEnd().split('\n') };
}

const tests = 'vitest run';

it('ends a green run with the numbers the test runner counted', async () => {
  const { code, lines, stdout } = await check(
    { 'check:quick': 'node -e "console.log(1)"', 'check:tests': tests },
    testFile(4),
  );
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe('2 passed, 0 failed');
  expect(stdout, 'the closing lines of the test runner').toMatch(/Tests +2 passed \| 1 skipped/);
  expect(stdout).toMatch(/^ok {5}quick \(\d+\.\d s\)$/m);
});

it('runs every check after a failed one, shows why it failed and exits with 1', async () => {
  const { code, lines, stdout } = await check(
    {
      'check:first': 'echo the reason; exit 3',
      'check:second': 'node -e "process.exit(0)"',
      'check:third': 'echo not shown',
      'check:tests': tests,
      unrelated: 'echo not a check',
    },
    testFile(5),
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/^FAILED first \(\d+\.\d s\)\nthe reason$/m);
  expect(stdout).toMatch(/^ok {5}second/m);
  expect(stdout).toMatch(/^ok {5}third/m);
  expect(stdout).not.toContain('not shown');
  expect(stdout).not.toContain('not a check');
  expect(stdout).toMatch(/Tests +1 failed \| 1 passed/);
  expect(lines.at(-1)).toBe('failed: first, tests');
});

it('does not call a run green in which no test was counted', async () => {
  const { code, lines } = await check({ 'check:tests': 'node -e 0 --' }, testFile(4));
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe('failed: tests');
});

it('says that npm test sets up what is missing', async () => {
  rmSync(clone.path('node_modules'));
  const { code, stderr } = await check({ 'check:tests': tests }, testFile(4));
  expect(code).toBe(1);
  expect(stderr).toBe(
    'The tools of development are not installed: run npm test, which sets them up.\n',
  );
});
