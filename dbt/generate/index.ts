/**
 * Writes every file that follows from the model; with `--check` only says which differ, and exits 1 if one does.
 * A model that takes away from the committed tables, or changes what is in them, is refused first, with or without.
 * `--root DIR` writes or checks there instead of in this repository.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compiledFiles, compiledFolder } from '../../model/compiler/files.ts';
import { notice } from './generated-file.ts';
import { differences, folders, writeAll } from './write-or-check.ts';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    root: { type: 'string', default: fileURLToPath(new URL('../..', import.meta.url)) },
  },
});

const { check, root } = values;
const codecs = compiledFiles(notice);
// first, and of the compiler alone: the rest of the model imports what is written here
if (!check) await writeAll(root, codecs, [compiledFolder]);
const { modelFiles, takenAway } = await import('./model-files.ts');
const refused = await takenAway(root);
if (refused.length > 0) {
  for (const sentence of refused) process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
} else if (!check) {
  await writeAll(root, modelFiles, folders);
  process.stderr.write(`${codecs.length + modelFiles.length} files written from the model\n`);
} else {
  const found = [
    ...(await differences(root, modelFiles, folders)),
    ...(await differences(root, codecs, [compiledFolder])),
  ];
  for (const sentence of found) process.stderr.write(`${sentence}\n`);
  if (found.length > 0) process.stderr.write('Run `npm run generate` and commit what it writes.\n');
  process.exitCode = found.length > 0 ? 1 : 0;
}
