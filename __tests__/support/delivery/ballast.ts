import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

const PIECE_BYTES = 64 * 1024;
/** A piece that does not fit is tried in smaller ones, down to a page. */
const SMALLEST_BYTES = 4096;

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOSPC';

/** A file that takes all room there is on its disk, what others give back too, until it is removed. */
export const fillDisk = (path: string): { readonly remove: () => void } => {
  const file = openSync(path, 'w');
  const fill = (): void => {
    for (let bytes = PIECE_BYTES; bytes >= SMALLEST_BYTES;) {
      try {
        const written = writeSync(file, Buffer.alloc(bytes, 1));
        if (written < bytes) bytes = Math.floor(bytes / 2);
      } catch (error) {
        if (!isFull(error)) throw error;
        bytes = Math.floor(bytes / 2);
      }
    }
  };
  fill();
  const filling = setInterval(fill, 20);
  return {
    remove: () => {
      clearInterval(filling);
      closeSync(file);
      rmSync(path);
    },
  };
};
