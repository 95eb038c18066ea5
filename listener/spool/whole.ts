import { basename, dirname, join } from 'node:path';
import { isMissing } from '../../lake/fault.ts';
import type { SpoolFile, SpoolFiles } from './files.ts';

/** Longer is no small file of ours. */
const MAX_WHOLE_BYTES = 1024 * 1024;

/** Does something with an open file and closes it. */
export const using = async <T>(
  opening: Promise<SpoolFile>,
  use: (file: SpoolFile) => Promise<T>,
): Promise<T> => {
  const file = await opening;
  try {
    return await use(file);
  } finally {
    await file.close();
  }
};

/** The hidden name of a file in the making; what a crash leaves of it is written over by the next. */
export const inTheMaking = (path: string): string => join(dirname(path), `.${basename(path)}.new`);

/** Fills a file under a hidden name and makes it durable. Rejects with the file system's error, and leaves nothing then. */
export const prepare = async (
  files: SpoolFiles,
  path: string,
  fill: (file: SpoolFile) => Promise<void>,
): Promise<void> => {
  const hidden = inTheMaking(path);
  try {
    await using(files.create(hidden), async (file) => {
      await fill(file);
      await file.sync();
    });
  } catch (error) {
    await files.remove(hidden).catch(() => undefined);
    throw error;
  }
};

/** Replaces a small file whole; one at a time for a path. Rejects with the file system's error. */
export const writeJson = async (files: SpoolFiles, path: string, json: unknown): Promise<void> => {
  const text = Buffer.from(`${JSON.stringify(json)}\n`);
  await prepare(files, path, (file) => file.write(text, 0));
  await files.rename(inTheMaking(path), path);
  await files.syncFolder(dirname(path));
};

/** The JSON of a small file: null where there is none, undefined where it is no JSON. Rejects with the file system's error. */
export const readJson = async (files: SpoolFiles, path: string): Promise<unknown> => {
  try {
    const bytes = await using(files.openToRead(path), (file) => file.read(0, MAX_WHOLE_BYTES));
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (isMissing(error)) return null;
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
