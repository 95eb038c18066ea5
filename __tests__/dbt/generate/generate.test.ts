import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { yamlText } from '../../../dbt/generate/yaml.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
afterAll(() => rmSync(folder, { recursive: true }));

const generate = (...args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'dbt/generate/index.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });

it('finds the committed files to be what the model makes', () => {
  const { status, stderr } = generate('--check');
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

it('writes everything anew, and says of each file that differs, is missing or is left over', () => {
  expect(generate('--root', folder).status).toBe(0);
  expect(generate('--check', '--root', folder).status).toBe(0);

  const view = 'dbt/models/staging/stg_mempool__gap_found.sql';
  const text = readFileSync(path.join(folder, view), 'utf8');
  appendFileSync(path.join(folder, view), '-- by hand\n');
  writeFileSync(path.join(folder, 'dbt/models/staging/stg_mempool__gone.sql'), text);
  rmSync(path.join(folder, 'docs/schema/GapFound.json'));
  const { status, stderr } = generate('--check', '--root', folder);
  expect(status).toBe(1);
  expect(stderr.trimEnd().split('\n')).toEqual([
    `${view} differs from what the model makes`,
    'docs/schema/GapFound.json is missing',
    'dbt/models/staging/stg_mempool__gone.sql is made by nothing any more',
    'Run `npm run generate` and commit what it writes.',
  ]);

  expect(generate('--root', folder).status).toBe(0);
  expect(readFileSync(path.join(folder, view), 'utf8')).toBe(text);
  expect(readdirSync(path.join(folder, 'dbt/models/staging'))).not.toContain(
    'stg_mempool__gone.sql',
  );
});

it('says on the first line of each that it is generated', () => {
  for (const [place, names] of [
    ['dbt/models/staging', readdirSync(path.join(root, 'dbt/models/staging'))],
    ['dbt/sql', readdirSync(path.join(root, 'dbt/sql'))],
  ] as const)
    for (const name of names)
      expect(readFileSync(path.join(root, place, name), 'utf8').split('\n')[0], name).toMatch(
        /^(#|--) Generated from the model by /,
      );
  for (const name of readdirSync(path.join(root, 'docs/schema'))) {
    const schema = JSON.parse(readFileSync(path.join(root, 'docs/schema', name), 'utf8')) as object;
    expect(Object.keys(schema)[0], name).toBe('$comment');
  }
});

it('quotes what YAML could take for something else', () => {
  expect(yamlText({ a: 'plain', b: ['no', '1', 'x: y', true], c: { d: 'e' } })).toBe(
    'a: plain\nb:\n  - "no"\n  - "1"\n  - "x: y"\n  - true\nc:\n  d: e\n',
  );
});
