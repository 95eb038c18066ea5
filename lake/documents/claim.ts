import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as t from 'io-ts';
import { isMissing } from '../fault.ts';

/** No claim is this long on its way: its process was killed. By the file system's clock. */
const RUBBISH_MS = 60_000;
/** Between two tries to come first. */
const LEAST_WAIT_MS = 1;
const MOST_WAIT_MS = 10;

export interface Patience {
  /** With one and the same claim that stands first; what is done there takes milliseconds. */
  readonly withOneMs: number;
  readonly inAllMs: number;
}

/**
 * A text on its way to a file. One claim at most stands first, and only from there can a text be installed, by the
 * very rename that frees the place. So anyone may take the first claim away at any time, be its process dead, slow or
 * stopped: then it can't be installed any more, and nothing worse happens than that it is made again.
 */
export interface Claim {
  /** Resolves to whether it stands first, before patience ends. */
  readonly comeFirst: (patience: Patience) => Promise<boolean>;
  /** Resolves to whether the file is the text now; false: the claim was taken away. */
  readonly install: () => Promise<boolean>;
  /** Leaves nothing behind. */
  readonly drop: () => Promise<void>;
}

/** A folder can't be renamed onto one that holds something. */
const isTaken = t.type({ code: t.union([t.literal('ENOTEMPTY'), t.literal('EEXIST')]) }).is;

/** Renames where there is something to rename; resolves to whether there was. */
const moved = async (from: string, to: string): Promise<boolean> => {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

const firstIn = async (folder: string): Promise<string | null> => {
  try {
    return (await readdir(folder))[0] ?? null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/** Removes claims that killed processes left on their way. */
const sweep = async (file: string): Promise<void> => {
  const dir = dirname(file);
  const start = `.${basename(file)}.`;
  const names = (await readdir(dir)).filter(
    (name) => name.startsWith(start) && name.endsWith('.claim'),
  );
  for (const path of names.map((name) => join(dir, name))) {
    const touchedAtMs = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.POSITIVE_INFINITY, // gone by now
    );
    if (Date.now() - touchedAtMs > RUBBISH_MS) await rm(path, { recursive: true, force: true });
  }
};

/** All of its promises reject with the file system's error. */
export const makeClaim = async (file: string, text: string): Promise<Claim> => {
  const id = randomUUID();
  const hidden = (name: string): string => join(dirname(file), `.${basename(file)}.${name}`);
  const own = hidden(`${id}.claim`);
  const first = hidden('first');

  const isFirst = async (): Promise<boolean> => {
    try {
      await rename(own, first);
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw error;
    }
  };

  const drop = async (): Promise<void> => {
    await rm(join(first, id), { force: true });
    await rmdir(first).catch(() => undefined); // another one's may stand there now
    await rm(own, { recursive: true, force: true });
  };

  await mkdir(dirname(file), { recursive: true });
  await sweep(file);
  try {
    await mkdir(own);
    await writeFile(join(own, id), text, { flush: true });
  } catch (error) {
    await drop();
    throw error;
  }

  return {
    comeFirst: async ({ withOneMs, inAllMs }) => {
      const until = performance.now() + inAllMs;
      let seen: { readonly name: string | null; readonly atMs: number } = { name: null, atMs: 0 };
      while (!(await isFirst())) {
        const atMs = performance.now();
        if (atMs > until) return false;
        const name = await firstIn(first);
        if (name !== seen.name) seen = { name, atMs };
        // by its own name: whoever came first meanwhile is not meant
        else if (name !== null && atMs - seen.atMs >= withOneMs)
          await rm(join(first, name), { force: true });
        await wait(LEAST_WAIT_MS + Math.random() * (MOST_WAIT_MS - LEAST_WAIT_MS));
      }
      return true;
    },
    install: () => moved(join(first, id), file),
    drop,
  };
};
