import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../../scripts/setup/run.mjs';
import { projectRoot } from '../support/small-clone.ts';

/** The script in a project of two manifests and a changelog; what it calls is not there. */
const release = async (
  tag: string,
  { root = '1.2.3', model = '1.2.3', changelog = '# Changelog\n\n## 1.2.3 of May\n\n- News.\n' },
) => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(projectRoot, 'scripts'), join(folder, 'scripts'), { recursive: true });
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: root, type: 'module' }));
  writeFileSync(join(folder, 'model/package.json'), JSON.stringify({ version: model }));
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog);
  const { code, output } = await run(
    process.execPath,
    ['scripts/release.mjs', '--tag', tag, '--out', join(folder, 'out')],
    { cwd: folder },
  );
  return { code, output: output.trim() };
};

it.each([
  ['1.2.3', {}, 2, '--tag takes a tag such as v1.2.3, not 1.2.3'],
  ['v1.2', {}, 2, '--tag takes a tag such as v1.2.3, not v1.2'],
  ['v1.2.4', {}, 1, 'v1.2.4 is no tag of this: package.json says 1.2.3'],
  ['v1.2.3', { model: '1.2.2' }, 1, 'v1.2.3 is no tag of this: model/package.json says 1.2.2'],
  ['v1.2.3', { changelog: '## Unreleased\n\n- News.\n' }, 1, 'CHANGELOG.md says nothing of 1.2.3'],
  [
    'v1.2.3',
    { changelog: '## 1.2.3\n\n## 1.2.2\n\n- Old.\n' },
    1,
    'CHANGELOG.md says nothing of 1.2.3',
  ],
])('refuses %s where the project has %j', async (tag, project, code, output) => {
  expect(await release(tag, project)).toStrictEqual({ code, output });
});

it('goes on where tag, versions and changelog agree', async () => {
  const { code, output } = await release('v1.2.3', {});
  // there is no compiler in that project
  expect({ code, output }).toStrictEqual({
    code: 1,
    output: expect.stringMatching(/^scripts\/build-model\.mjs .* failed: /),
  });
});
