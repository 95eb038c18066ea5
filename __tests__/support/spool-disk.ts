import { basename, dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { SpoolEntryOfFolder, SpoolFile, SpoolFiles } from '../../listener/spool/files.ts';

/** Numbers below 1 that follow from a seed (mulberry32). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export type DiskStep =
  | 'create'
  | 'write'
  | 'sync'
  | 'read'
  | 'rename'
  | 'remove'
  | 'syncFolder'
  | 'makeFolder';

const failure = (code: string): Error => Object.assign(new Error(code), { code });

interface Write {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

const written = (content: Bytes, { offset, bytes }: Write): Bytes => {
  const grown = Buffer.alloc(Math.max(content.length, offset + bytes.length));
  content.copy(grown);
  grown.set(bytes, offset);
  return grown;
};

type Bytes = Buffer<ArrayBuffer>;

interface FileNode {
  readonly tag: 'file';
  /** What a process sees. */
  live: Bytes;
  durable: Bytes;
  /** Since the last sync, without those that a failed one forgot. */
  writes: ReadonlyArray<Write>;
}

interface FolderNode {
  readonly tag: 'folder';
  readonly live: Map<string, Node>;
  durable: Map<string, Node>;
  /** Changes of names since the last sync of the folder; each happens wholly or not. */
  changes: ReadonlyArray<(names: Map<string, Node>) => void>;
}

type Node = FileNode | FolderNode;

const newFile = (content = Buffer.alloc(0)): FileNode => ({
  tag: 'file',
  live: content,
  durable: content,
  writes: [],
});
const newFolder = (names = new Map<string, Node>()): FolderNode => ({
  tag: 'folder',
  live: new Map(names),
  durable: names,
  changes: [],
});

const bytesIn = (node: Node): number =>
  node.tag === 'file'
    ? node.live.length
    : [...node.live.values()].reduce((sum, each) => sum + bytesIn(each), 0);

/**
 * A disk as bad as one may be: at a power loss anything that was not synced may be lost, in any subset, data and
 * names alike, and a write be torn at any byte; a failed sync forgets what it was to keep.
 */
export class Disk {
  readonly #random: () => number;
  readonly #root: FolderNode;
  /** Asked before each step, what may make it fail. */
  fails: (step: DiskStep, path: string) => string | null = () => null;
  capacityBytes = Number.POSITIVE_INFINITY;
  /** Steps until the power is lost. */
  stepsLeft = Number.POSITIVE_INFINITY;
  inFlight = 0;
  readonly steps = new Map<DiskStep, number>();
  /** The step that met the power loss. */
  lostAt: DiskStep | null = null;

  constructor(random: () => number, root: FolderNode = newFolder()) {
    this.#random = random;
    this.#root = root;
  }

  get hasPower(): boolean {
    return this.lostAt === null;
  }

  get usedBytes(): number {
    return bytesIn(this.#root);
  }

  /** What is there when the power is back. */
  afterPowerLoss(): Disk {
    return new Disk(this.#random, this.#survivorOf(this.#root));
  }

  /** As a process sees it that ends when `isAlive` says so. */
  filesOf(isAlive: () => boolean): SpoolFiles {
    const step = async <T>(name: DiskStep, path: string, act: () => T): Promise<T> => {
      this.inFlight += 1;
      try {
        while (this.#random() < 0.3) await turn();
        if (!isAlive()) throw failure('KILLED');
        this.#pay(name);
        const code = this.fails(name, path);
        if (code !== null) {
          this.#failed(name, path);
          throw failure(code);
        }
        return act();
      } finally {
        this.inFlight -= 1;
      }
    };
    const open = (path: string, file: FileNode): SpoolFile => ({
      write: (bytes, offset) => step('write', path, () => this.#write(file, bytes, offset)),
      read: (offset, length) =>
        step('read', path, () => Buffer.from(file.live.subarray(offset, offset + length))),
      size: () => step('read', path, () => file.live.length),
      sync: () => step('sync', path, () => this.#sync(file)),
      close: () => Promise.resolve(),
    });
    const openOne = (path: string) =>
      step('read', path, () => {
        const node = this.#folder(dirname(path)).live.get(basename(path));
        if (node?.tag !== 'file') throw failure('ENOENT');
        return open(path, node);
      });
    return {
      create: (path) =>
        step('create', path, () => {
          const node = newFile();
          this.#change(dirname(path), (names) => names.set(basename(path), node));
          return open(path, node);
        }),
      openToRead: openOne,
      openToWrite: openOne,
      list: (dir) => step('read', dir, () => this.#list(dir)),
      makeFolder: (dir) =>
        step('makeFolder', dir, () => {
          if (this.#folder(dirname(dir)).live.has(basename(dir))) return;
          const node = newFolder();
          this.#change(dirname(dir), (names) => names.set(basename(dir), node));
          this.#folder(dirname(dir)).durable.set(basename(dir), node);
        }),
      rename: (from, to) =>
        step('rename', from, () => {
          const node = this.#folder(dirname(from)).live.get(basename(from));
          if (node === undefined) throw failure('ENOENT');
          this.#change(dirname(from), (names) => {
            names.delete(basename(from));
            names.set(basename(to), node);
          });
        }),
      remove: (path) =>
        step('remove', path, () => this.#change(dirname(path), (n) => n.delete(basename(path)))),
      syncFolder: (dir) =>
        step('syncFolder', dir, () => {
          const folder = this.#folder(dir);
          folder.durable = new Map(folder.live);
          folder.changes = [];
        }),
      touchedAtMs: (path) =>
        step('read', path, () => {
          if (!this.#folder(dirname(path)).live.has(basename(path))) throw failure('ENOENT');
          return 0;
        }),
    };
  }

  #list(dir: string): ReadonlyArray<SpoolEntryOfFolder> {
    const parent = this.#folder(dirname(dir));
    if (!parent.live.has(basename(dir))) return [];
    return [...this.#folder(dir).live].map(([name, { tag }]) => ({
      name,
      isFolder: tag === 'folder',
    }));
  }

  #pay(name: DiskStep): void {
    this.stepsLeft -= 1;
    if (this.stepsLeft < 0) this.lostAt ??= name;
    if (this.lostAt !== null) throw failure('POWER');
    this.steps.set(name, (this.steps.get(name) ?? 0) + 1);
  }

  #write(file: FileNode, bytes: Uint8Array, offset: number): void {
    const growth = Math.max(0, offset + bytes.length - file.live.length);
    const overBytes = bytesIn(this.#root) + growth - this.capacityBytes;
    const fitting = overBytes > 0 ? Math.max(0, bytes.length - overBytes) : bytes.length;
    const write = { offset, bytes: Uint8Array.from(bytes.subarray(0, fitting)) };
    file.live = written(file.live, write);
    file.writes = [...file.writes, write];
    if (overBytes > 0) throw failure('ENOSPC');
  }

  #sync(file: FileNode): void {
    file.durable = file.writes.reduce(written, file.durable);
    file.writes = [];
  }

  /** A write that fails may have written some; a sync that fails forgets. */
  #failed(name: DiskStep, path: string): void {
    if (name !== 'sync') return;
    const node = this.#folder(dirname(path)).live.get(basename(path));
    if (node?.tag === 'file') node.writes = node.writes.filter(() => this.#random() < 0.3);
  }

  #folder(path: string): FolderNode {
    if (path === '/') return this.#root;
    const node = this.#folder(dirname(path)).live.get(basename(path));
    if (node?.tag !== 'folder') throw failure('ENOENT');
    return node;
  }

  #change(dir: string, change: (names: Map<string, Node>) => void): void {
    const folder = this.#folder(dir);
    change(folder.live);
    folder.changes = [...folder.changes, change];
  }

  #survivorOf(folder: FolderNode): FolderNode {
    const names = new Map(folder.durable);
    for (const change of folder.changes) if (this.#random() < 0.5) change(names);
    const survivors = [...names].map(([name, node]) => {
      const survivor =
        node.tag === 'folder' ? this.#survivorOf(node) : newFile(this.#contentLeft(node));
      return [name, survivor] as const;
    });
    return newFolder(new Map(survivors));
  }

  /** Some of the writes, in any order, some torn; a file may be as long as it was without its bytes. */
  #contentLeft(file: FileNode): Bytes {
    let content = file.durable;
    const shuffled = file.writes
      .map((write) => ({ write, at: this.#random() }))
      .sort((a, b) => a.at - b.at);
    for (const { write } of shuffled) {
      const fate = this.#random();
      if (fate < 0.3) continue;
      const length = fate < 0.6 ? Math.floor(this.#random() * write.bytes.length) : Infinity;
      content = written(content, { ...write, bytes: write.bytes.subarray(0, length) });
    }
    const isStretched = this.#random() < 0.2;
    return isStretched
      ? written(content, { offset: file.live.length, bytes: new Uint8Array() })
      : content;
  }
}
