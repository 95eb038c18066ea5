/**
 * Writes the reference page of the model from its doc comments; with `--check` only says whether it differs, and
 * exits 1 if it does. An export without a doc comment is named, and nothing is written.
 * `--root DIR` reads the model and writes or checks the page there instead of in this repository.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { modelExports } from './model-exports.ts';
import { modelPage } from './model-page.ts';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    root: { type: 'string', default: fileURLToPath(new URL('../..', import.meta.url)) },
  },
});

const PAGE = 'docs/model.md';
const file = join(values.root, PAGE);

const fail = (sentences: ReadonlyArray<string>): void => {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
};

const exports = modelExports(join(values.root, 'model'));
if (E.isLeft(exports)) fail(exports.left);
else if (!values.check) await writeFile(file, modelPage(exports.right));
else if ((await readFile(file, 'utf8').catch(() => null)) !== modelPage(exports.right))
  fail([
    `${PAGE} differs from what the model says of itself`,
    'Run `npm run generate` and commit what it writes.',
  ]);
