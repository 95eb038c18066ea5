import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { firstLine } from './failure.ts';

const inflate = promisify(gunzip);

const isComplete = (name: string): boolean => name.endsWith('.gz') && !name.startsWith('.');

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * Keys of the complete objects below a prefix, sorted by key; none where there is no such folder.
 * An object being written ends in `.tmp` or starts with a dot.
 */
export const listObjects = async (
  lakeDir: string,
  prefix: string,
): Promise<ReadonlyArray<string>> => {
  const entries = await readdir(path.join(lakeDir, prefix), {
    recursive: true,
    withFileTypes: true,
  }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile() && isComplete(entry.name))
    .map((entry) =>
      path.relative(lakeDir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
    )
    .sort();
};

/**
 * The text of an object as bytes, inflated. The checksum of gzip is checked: an object cut short or changed on
 * the way gives the reason why it can't be loaded. Undefined when it was taken away since it was listed.
 */
export const readObject = async (
  lakeDir: string,
  key: string,
): Promise<E.Either<string, Buffer> | undefined> => {
  const compressed = await readFile(path.join(lakeDir, key)).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (compressed === undefined) return undefined;
  try {
    return E.right(await inflate(compressed));
  } catch (error) {
    return E.left(`broken gzip: ${firstLine(error)}`);
  }
};
