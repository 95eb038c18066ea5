import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Resolves when the names in a folder survive a power loss. Rejects with the file system's error. */
export const syncFolder = async (dir: string): Promise<void> => {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Writes a file that is there whole or not at all, also after a power loss: written and synced under a hidden
 * name, renamed, and the folder synced. Replaces a file of that name. Rejects with the file system's error.
 */
export const writeWhole = async (file: string, content: string | Uint8Array): Promise<void> => {
  const dir = dirname(file);
  // a name of its own: two processes may begin the same file at once
  const hidden = join(dir, `.${basename(file)}.${randomUUID()}.tmp`);
  await mkdir(dir, { recursive: true });
  try {
    const handle = await open(hidden, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(hidden, file);
    await syncFolder(dir);
  } catch (error) {
    await rm(hidden, { force: true });
    throw error;
  }
};
