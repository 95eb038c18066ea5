import { readFile } from 'node:fs/promises';
import { ddlDifference, rawTables, readDdl, type Dialect } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { misuse, type CliResult } from './command.ts';
import { tellDifference } from './ddl-told.ts';

/** What takes the tables of an older DDL to those of today. */
export const ddlDiff = async (
  file: string,
  wanted: Dialect | undefined,
  json: boolean,
): Promise<CliResult> => {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return E.left(misuse(`--diff takes a file; ${file} can't be read`));
  const read = readDdl(text);
  if (E.isLeft(read))
    return E.left(
      misuse(`${file} line ${read.left.line}: ${read.left.reason}; --diff takes what ddl printed`),
    );
  const { dialect, tables } = read.right;
  if (wanted !== undefined && wanted !== dialect)
    return E.left(misuse(`${file} is the DDL of ${dialect}, not of ${wanted}`));
  return tellDifference({
    with: file,
    dialect,
    difference: ddlDifference(dialect, tables, rawTables),
    extra: [],
    json,
  });
};
