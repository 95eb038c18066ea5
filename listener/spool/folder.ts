import { join } from 'node:path';
import type { LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { isMissing } from '../../lake/fault.ts';
import { readDescription } from './description.ts';
import type { SpoolFiles } from './files.ts';
import { lives, type Owner } from './owner.ts';
import type { SpoolFault } from './ports.ts';

/** `<id>`, or `<id>.<id of the process that took it over>`. */
const SPOOL_NAME = /^([\w-]+)(?:\.([\w-]+))?$/;
const MAKING_NAME = /^\.[\w-]+\.(\d+)\.making$/;
const GONE_NAME = /^\..*\.gone$/;

export const makingName = (id: string, { pid }: Owner): string => `.${id}.${pid}.making`;
export const takenName = (id: string, by: string): string => `${id}.${by}`;

/** A spool in the folder of all. */
interface Named {
  readonly name: string;
  readonly id: string;
  /** The process that took it over; null where none did. */
  readonly takenBy: string | null;
}

/** What is in the folder of all spools. */
export interface Found {
  /** Of processes that are no more, in the order they began. */
  readonly left: ReadonlyArray<Named>;
  /** Hidden folders that a crash left half made or half removed. */
  readonly rubbish: ReadonlyArray<string>;
}

const touchedAtMs = async (files: SpoolFiles, dir: string): Promise<number> => {
  const names = (await files.list(dir)).map(({ name }) => name);
  const times = await Promise.all(names.map((name) => files.touchedAtMs(join(dir, name))));
  return Math.max(0, ...times);
};

const isRubbish = async (name: string): Promise<boolean> => {
  const pid = MAKING_NAME.exec(name)?.[1];
  if (pid === undefined) return GONE_NAME.test(name);
  const owner = { pid: Number(pid), processStarted: null };
  return !(await lives(owner, () => Promise.resolve(Date.now())));
};

const namedIn = (name: string): ReadonlyArray<Named> => {
  const [, id, takenBy = null] = SPOOL_NAME.exec(name) ?? [];
  return id === undefined ? [] : [{ name, id, takenBy }];
};

/** Ids of the processes that live; left where a spool may not be used here. */
const livingOf = async (
  files: SpoolFiles,
  dir: string,
  named: ReadonlyArray<Named>,
  identity: LakeIdentity,
): Promise<E.Either<SpoolFault, ReadonlySet<string>>> => {
  const living = new Set<string>();
  for (const { name, id, takenBy } of named) {
    const path = join(dir, name);
    const owner = await readDescription(files, path, identity);
    if (E.isLeft(owner)) {
      const isGone = owner.left.code === 'unreadable' && (await isMissingNow(files, path));
      if (isGone) continue; // its process, or one that took it over, is done with it
      return owner;
    }
    const isAlive = takenBy === null && (await lives(owner.right, () => touchedAtMs(files, path)));
    if (isAlive) living.add(id);
  }
  return E.right(living);
};

const isMissingNow = async (files: SpoolFiles, path: string): Promise<boolean> => {
  try {
    await files.touchedAtMs(path);
    return false;
  } catch (error) {
    return isMissing(error);
  }
};

/** Looks at the folder of all spools and changes nothing. Rejects with the file system's error. */
export const lookInto = async (
  files: SpoolFiles,
  dir: string,
  identity: LakeIdentity,
): Promise<E.Either<SpoolFault, Found>> => {
  const names = (await files.list(dir)).filter((each) => each.isFolder).map(({ name }) => name);
  const named = names.sort().flatMap(namedIn);
  const living = await livingOf(files, dir, named, identity);
  if (E.isLeft(living)) return living;
  const left = named.filter(({ id, takenBy }) => !living.right.has(takenBy ?? id));
  const rubbish: Array<string> = [];
  for (const name of names) if (await isRubbish(name)) rubbish.push(name);
  return E.right({ left, rubbish });
};
