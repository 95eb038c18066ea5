import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of the segments of all spools in a folder. */
export const spoolBytes = async (dir: string): Promise<number> => {
  const names = await readdir(dir, { recursive: true });
  const sizes = await Promise.all(
    names
      .filter((name) => name.endsWith('.spool'))
      .map(async (name) => (await stat(join(dir, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};
