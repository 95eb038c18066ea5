import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { begin, ended, smallClone, type SmallClone } from '../support/small-clone.ts';

let clone: SmallClone;
beforeEach(() => {
  clone = smallClone();
});
afterEach(() => clone.remove());

describe('the set-up', () => {
  it('alone is that of the tests, and starts none', async () => {
    const { code, stderr } = await ended(begin(clone, 'scripts/set-up.mjs'));
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('Python environment of the scan made');
    for (const made of ['node_modules', '.venv', '.venv-tests', '.venv-scan'])
      expect(existsSync(clone.path(made)), made).toBe(true);
    expect(existsSync(clone.path('.venv-snowflake'))).toBe(false);
  });

  it('of one Python environment makes that one, once', async () => {
    writeFileSync(
      clone.path('scripts/one.mjs'),
      `import { toBuildOnSnowflake } from './setup/environment.mjs';
       import { main, setUpPython } from './setup/index.mjs';
       await main(async () => console.log(await setUpPython(toBuildOnSnowflake)));`,
    );
    const first = await ended(begin(clone, 'scripts/one.mjs'));
    expect(first.stderr).toContain('Python environment for Snowflake made (3.');
    expect(existsSync(first.stdout.trim()), first.stdout).toBe(true);
    expect(readdirSync(clone.folder).filter((name) => name.startsWith('.venv'))).toStrictEqual([
      '.venv-snowflake',
    ]);
    const again = await ended(begin(clone, 'scripts/one.mjs'));
    expect(again).toMatchObject({ code: 0, stdout: first.stdout, stderr: '' });
  });
});
