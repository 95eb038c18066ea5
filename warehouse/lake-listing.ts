import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from './failure.ts';

/** Keys of the complete objects of a lake folder below a prefix; none where there is no such folder. */
export type Listing = (lakeDir: string, prefix: string) => Promise<ReadonlyArray<string>>;

type Entry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory'>;

/** What lies in a folder; nothing where it is not there. */
export type ReadFolder = (folder: string) => Promise<ReadonlyArray<Entry>>;

/** How many hours of arrival a recent listing reads, of each table. */
const RECENT_HOURS = 48;

/** Nothing where it is not there. */
const unlessMissing =
  <A>(nothing: A) =>
  (error: unknown): A => {
    if (isMissing(error)) return nothing;
    throw error;
  };

/** A link stands for what it leads to; not for a folder that it lies in, which would have no end. */
const followed = async (folder: string, entry: Dirent): Promise<Entry> => {
  if (!entry.isSymbolicLink()) return entry;
  const link = path.join(folder, entry.name);
  try {
    const [found, from, to] = await Promise.all([stat(link), realpath(folder), realpath(link)]);
    const isAbove = `${from}${path.sep}`.startsWith(`${to}${path.sep}`);
    return isAbove ? entry : Object.assign(found, { name: entry.name });
  } catch (error) {
    return unlessMissing(entry)(error);
  }
};

const readFolder: ReadFolder = async (folder) => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    unlessMissing<ReadonlyArray<Dirent>>([]),
  );
  return Promise.all(entries.map((entry) => followed(folder, entry)));
};

/** An object being written ends in `.tmp` or starts with a dot. */
const isComplete = (name: string): boolean => name.endsWith('.gz') && !name.startsWith('.');

const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : 1);

/** Folder by folder: Node's own recursive listing takes eight times as long. */
const below = async (
  read: ReadFolder,
  lakeDir: string,
  prefix: string,
): Promise<ReadonlyArray<string>> => {
  const keys: Array<string> = [];
  for (const entry of [...(await read(path.join(lakeDir, prefix)))].sort(byName)) {
    if (entry.isFile() && isComplete(entry.name)) keys.push(`${prefix}${entry.name}`);
    if (entry.isDirectory())
      for (const key of await below(read, lakeDir, `${prefix}${entry.name}/`)) keys.push(key);
  }
  return keys;
};

/** Every object, in the order of the hours. */
export const listWhole =
  (read = readFolder): Listing =>
  (lakeDir, prefix) =>
    below(read, lakeDir, prefix);

/** Folders below a prefix whose name begins so, the newest first. */
const newestFirst = async (
  read: ReadFolder,
  lakeDir: string,
  prefix: string,
  opening: string,
): Promise<ReadonlyArray<string>> =>
  [...(await read(path.join(lakeDir, prefix)))]
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(opening))
    .sort(byName)
    .map(({ name }) => `${prefix}${name}/`)
    .toReversed();

/**
 * The objects of the newest 48 hours of arrival that there are. They are counted, not reckoned from a clock, so that an
 * hour written under a wrong date takes the place of one other at most. What is read does not grow with the days.
 */
export const listRecent =
  (read = readFolder): Listing =>
  async (lakeDir, prefix) => {
    const hours: Array<string> = [];
    for (const day of await newestFirst(read, lakeDir, prefix, 'dt=')) {
      hours.push(...(await newestFirst(read, lakeDir, day, 'hr=')));
      if (hours.length >= RECENT_HOURS) break;
    }
    const keys: Array<string> = [];
    for (const hour of hours.slice(0, RECENT_HOURS).toReversed())
      for (const key of await below(read, lakeDir, hour)) keys.push(key);
    return keys;
  };
