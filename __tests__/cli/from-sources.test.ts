import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it, onTestFinished } from 'vitest';
import { doctor } from '../../cli/doctor.ts';
import { fromSources } from '../../cli/from-sources.ts';

it('says what to install where only what runs is installed', async () => {
  const root = mkdtempSync(join(tmpdir(), 'from-sources-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  expect(await fromSources('operate/doctor/index.ts', {}, root)).toStrictEqual(
    E.left({
      exit: 2,
      message:
        'this needs the packages that deploy, which are not installed: run npm ci, then again',
    }),
  );
});

it('doctor says what it looks at, where it is not told', async () => {
  expect(await doctor.run([])).toStrictEqual(
    E.left({ exit: 2, message: 'say --cloud: nothing else is looked at so far' }),
  );
});
