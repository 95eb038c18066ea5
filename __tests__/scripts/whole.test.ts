import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../support/small-clone.ts';

const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

it('npm run test:whole runs each file that has a longer version, and no other', () => {
  const files = readdirSync(join(projectRoot, '__tests__'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `__tests__/${name}`);
  const counting = files.filter((file) =>
    /^import .*\/support\/whole\.ts';$/m.test(readFileSync(join(projectRoot, file), 'utf8')),
  );
  const [setting, vitest, run, ...named] = scripts['test:whole']?.split(' ') ?? [];
  expect([setting, vitest, run]).toStrictEqual(['TESTS=whole', 'vitest', 'run']);
  expect(named).toStrictEqual(counting.toSorted());
});
