/**
 * Another process that replaces a file without end by a text of one letter repeated, until it is killed. Arguments:
 * file, length in characters. Says a line after each write.
 */
import { writeSync } from 'node:fs';
import { fileDocument } from '../../lake/documents/file.ts';
import { heldIn, written } from './counting.ts';

const [file = '', length = ''] = process.argv.slice(2);
const document = fileDocument(file);
for (let time = 0; ; time += 1) {
  const held = await heldIn(document);
  const letter = String.fromCharCode(97 + (time % 26));
  written(await document.write(letter.repeat(Number(length)), held?.version ?? null));
  writeSync(1, 'written\n');
}
