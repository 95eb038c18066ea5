import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { firstLine, isMissing } from './failure.ts';

const inflate = promisify(gunzip);

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
