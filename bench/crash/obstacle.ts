import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../../lake/fault.ts';

/** Puts a file where the objects of a lake lie, so that none can be written, root or not; resolves to the way back. */
export const blockLake = async (lake: string): Promise<() => Promise<void>> => {
  const [objects, aside] = [join(lake, 'mempool-data'), join(lake, 'aside')];
  try {
    await rename(objects, aside);
  } catch (error) {
    if (isMissing(error)) return () => Promise.resolve(); // nothing was ever written
    throw error;
  }
  await writeFile(objects, '');
  return async () => {
    await rm(objects);
    await rename(aside, objects);
  };
};
