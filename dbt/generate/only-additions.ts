import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ddlDifference, dialects, rawTables, readDdl, refusalWords } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { ddlFile } from './ddl-file.ts';

/**
 * What the model takes away from the tables that were committed, or changes in them: one sentence each, with the ways
 * round. Both dialects have the same columns, so that a sentence of the one is not said of the other again.
 */
export const takenAway = async (root: string): Promise<ReadonlyArray<string>> => {
  const found = new Map<string, string>();
  for (const dialect of dialects) {
    const file = ddlFile[dialect];
    const committed = await readFile(join(root, file), 'utf8').catch(() => null);
    if (committed === null) continue;
    const read = readDdl(committed);
    if (E.isLeft(read)) {
      const { line, reason } = read.left;
      found.set(file, `${file} line ${line}: ${reason}; take it back from the history`);
      continue;
    }
    for (const refusal of ddlDifference(dialect, read.right.tables, rawTables).refusals) {
      const column = 'column' in refusal ? refusal.column : '';
      const key = [refusal.tag, refusal.table, column].join(' ');
      if (!found.has(key)) found.set(key, refusalWords(refusal));
    }
  }
  return [...found.values()];
};
