import type { SpoolFile, SpoolFiles } from './files.ts';
import type { Segment } from './segment.ts';

const CHUNK_BYTES = 1024 * 1024;

/** An entry on its way to the disk. */
export interface Queued {
  readonly segment: Segment;
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Entries that follow each other, some at a time. */
const chunksOf = (run: ReadonlyArray<Queued>): ReadonlyArray<ReadonlyArray<Queued>> => {
  const chunks: Array<Array<Queued>> = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const each of run) {
    if (bytes + each.bytes.length > CHUNK_BYTES) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(each);
    bytes += each.bytes.length;
  }
  return chunks;
};

/** Writes to one segment at a time. */
export class SegmentWriter {
  readonly #files: SpoolFiles;
  readonly #dir: string;
  readonly #nowMs: () => number;
  #open: { readonly segment: Segment; readonly file: SpoolFile } | null = null;

  constructor(files: SpoolFiles, dir: string, nowMs: () => number) {
    this.#files = files;
    this.#dir = dir;
    this.#nowMs = nowMs;
  }

  /**
   * Makes entries of one segment durable; resolves to when the sync was begun. Rejects with the file system's error:
   * then all of them have to be written again, since a disk may forget what it failed to sync.
   */
  async write(segment: Segment, run: ReadonlyArray<Queued>): Promise<number> {
    try {
      const file = await this.#fileOf(segment);
      for (const chunk of chunksOf(run)) {
        const bytes = Buffer.concat(chunk.map((each) => each.bytes));
        await file.write(bytes, chunk[0]?.offset ?? 0);
      }
      const beganMs = this.#nowMs();
      await file.sync();
      if (segment.bytes === 0) await this.#files.syncFolder(this.#dir);
      return beganMs;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.file.close().catch(() => undefined);
  }

  async #fileOf(segment: Segment): Promise<SpoolFile> {
    if (this.#open?.segment === segment) return this.#open.file;
    await this.close();
    const isNew = segment.bytes === 0;
    const opening = isNew
      ? this.#files.create(segment.path)
      : this.#files.openToWrite(segment.path);
    const file = await opening;
    this.#open = { segment, file };
    return file;
  }
}
