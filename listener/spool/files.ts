import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isMissing } from '../../lake/fault.ts';
import { syncFolder } from '../../lake/whole-file.ts';

/** An open file. Everything rejects with the file system's error. */
export interface SpoolFile {
  /** Writes all of the bytes at an offset. */
  readonly write: (bytes: Uint8Array, offset: number) => Promise<void>;
  /** The bytes from an offset: fewer than asked only at the end of the file. */
  readonly read: (offset: number, length: number) => Promise<Buffer>;
  readonly size: () => Promise<number>;
  /** Resolves when what was written survives a power loss; the file's name may not yet. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface SpoolEntryOfFolder {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What the spool asks of a disk. Everything rejects with the file system's error. */
export interface SpoolFiles {
  /** A new file, empty; one that is there loses its content. */
  readonly create: (path: string) => Promise<SpoolFile>;
  readonly openToRead: (path: string) => Promise<SpoolFile>;
  readonly openToWrite: (path: string) => Promise<SpoolFile>;
  /** What a folder holds; nothing where there is none. */
  readonly list: (dir: string) => Promise<ReadonlyArray<SpoolEntryOfFolder>>;
  /** With those above it; where one is made, its name is durable. */
  readonly makeFolder: (dir: string) => Promise<void>;
  /** Of a file or a folder; replaces a file of that name. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** A file, or a folder with all it holds; one that is not there is as good. */
  readonly remove: (path: string) => Promise<void>;
  /** Resolves when the names in a folder, new, changed and gone, survive a power loss. */
  readonly syncFolder: (dir: string) => Promise<void>;
  /** When it was last written to, by the wall clock. */
  readonly touchedAtMs: (path: string) => Promise<number>;
}

const makeFolder = async (dir: string): Promise<void> => {
  const first = await mkdir(dir, { recursive: true });
  if (first === undefined) return;
  for (let made = resolve(dir); ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === resolve(first)) return;
  }
};

const write = async (handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> => {
  for (let done = 0; done < bytes.length;) {
    const rest = bytes.length - done;
    done += (await handle.write(bytes, done, rest, offset + done)).bytesWritten;
  }
};

const read = async (handle: FileHandle, offset: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
};

const fileOf = (handle: FileHandle): SpoolFile => ({
  write: (bytes, offset) => write(handle, bytes, offset),
  read: (offset, length) => read(handle, offset, length),
  size: async () => (await handle.stat()).size,
  sync: () => handle.datasync(),
  close: () => handle.close(),
});

/** The disk of this machine. */
export const diskFiles: SpoolFiles = {
  create: async (path) => fileOf(await open(path, 'w+')),
  openToRead: async (path) => fileOf(await open(path, 'r')),
  openToWrite: async (path) => fileOf(await open(path, 'r+')),
  list: async (dir) => {
    try {
      const entries = await readdir(dir, { withFileTypes: true });
      return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  },
  makeFolder,
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  syncFolder,
  touchedAtMs: async (path) => (await stat(path)).mtimeMs,
};
