import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { PutFault } from '../delivery/ports.ts';
import { isMissing } from '../fault.ts';
import { putFaultOf } from '../put-fault.ts';
import { syncFolder, writeWhole } from '../whole-file.ts';
import type { ObjectStore } from './object-store.ts';

const contentOf = async (file: string): Promise<Uint8Array | null> => {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

const conflict = (file: string): PutFault => ({
  code: 'conflict',
  isPermanent: true,
  message: `another file of the name ${file} is there; move it out of the lake, it goes on by itself then`,
});

/** The folders from the root to that of a file, without the latter. */
const foldersAbove = (root: string, file: string): ReadonlyArray<string> => {
  const names = relative(root, dirname(file)).split(sep);
  return names.map((_, depth) => join(root, ...names.slice(0, depth)));
};

/** A folder that holds whole objects; the folders of their keys are made as needed. */
export const folderStore = (root: string): ObjectStore => ({
  put: async (key, bytes) => {
    const file = join(root, key);
    try {
      const held = await contentOf(file);
      if (held !== null && Buffer.compare(held, bytes) !== 0) return E.left(conflict(file));
      // also where it is there: an earlier attempt may have failed to make it durable
      await writeWhole(file, bytes);
      // a folder just made is an entry of the one above, which is to survive a power loss as well
      for (const dir of foldersAbove(root, file)) await syncFolder(dir);
      return E.right(undefined);
    } catch (error) {
      return E.left(putFaultOf(error, file));
    }
  },
});
