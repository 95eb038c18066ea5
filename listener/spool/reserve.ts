import { randomFillSync } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { SpoolFiles } from './files.ts';
import { using } from './whole.ts';

const RESERVE_BYTES = 2 * 1024 * 1024;

/** Bytes on disk that are given up when it is full, so that a gap's own lines can still be written. */
export class Reserve {
  readonly path: string;
  readonly #files: SpoolFiles;
  readonly #bytes: number;
  isThere = false;

  constructor(files: SpoolFiles, dir: string, limitBytes: number) {
    this.#files = files;
    this.path = join(dir, 'reserve');
    this.#bytes = Math.min(RESERVE_BYTES, Math.floor(limitBytes / 8));
  }

  get bytes(): number {
    return this.isThere ? this.#bytes : 0;
  }

  /** Rejects with the file system's error, and leaves nothing then. */
  async make(): Promise<void> {
    const bytes = randomFillSync(Buffer.allocUnsafe(this.#bytes)); // a disk that compresses keeps as many
    try {
      await using(this.#files.create(this.path), async (file) => {
        await file.write(bytes, 0);
        await file.sync();
      });
      await this.#files.syncFolder(dirname(this.path));
    } catch (error) {
      await this.release();
      throw error;
    }
    this.isThere = true;
  }

  async release(): Promise<void> {
    this.isThere = false;
    await this.#files.remove(this.path).catch(() => undefined);
  }
}
