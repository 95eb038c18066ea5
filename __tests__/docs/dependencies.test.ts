import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../support/small-clone.ts';

const read = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');

const byName = (a: string, b: string): number => a.localeCompare(b);

/** The names in the first column of the page's tables. */
const explained = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` *\|/gm)].map(
  ([, name = '']) => name,
);

const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Readonly<Record<string, string>>
>;
const pinned = (name: string): ReadonlyArray<string> =>
  [...read(name).matchAll(/^([\w-]+)(?:\[\w+\])?==/gm)].map(([, n = '']) => n);

it('explains every dependency once, and none that is not there', () => {
  const used = new Set([
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.devDependencies),
    ...pinned('dbt/python/requirements.in'),
    ...pinned('dbt/python/tools.txt'),
    ...pinned('dbt/python/snowflake/requirements.in'),
    ...pinned('__tests__/python/requirements.in'),
    ...pinned('__tests__/python/scan/requirements.in'),
  ]);
  expect(explained.toSorted(byName)).toEqual([...used].toSorted(byName));
});

it.each(['dbt/python', 'dbt/python/snowflake', '__tests__/python', '__tests__/python/scan'])(
  'locks what requirements.in of %s names, every entry by hash and none by address',
  (folder) => {
    const locked = read(`${folder}/requirements.txt`);
    for (const line of read(`${folder}/requirements.in`).trim().split('\n')) {
      expect(locked).toContain(`${line} \\\n    --hash=sha256:`);
    }
    const entries = locked.match(/^[\w-]+(?:\[[\w-]+\])?==.*$/gm) ?? [];
    expect(entries.every((entry) => entry.endsWith(' \\'))).toBe(true);
    expect(locked).not.toMatch(/https?:|--(extra-)?index-url|--find-links/);
  },
);
