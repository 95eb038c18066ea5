import { join } from 'node:path';
import { OriginClass, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { SpoolFiles } from './files.ts';
import type { Owner } from './owner.ts';
import type { SpoolFault } from './ports.ts';
import { readJson, using } from './whole.ts';

/** The newest version of a spool that this program reads. */
const VERSION = 1;
const FILE = 'spool.json';

/** Read first: a newer version may have another shape. */
const Versioned = t.type({ version: t.number });
const Description = t.type(
  {
    network: t.string,
    origin_class: OriginClass,
    pid: t.number,
    process_started: t.union([t.string, t.null]),
  },
  'Description',
);
type Description = t.TypeOf<typeof Description>;

const said = ({ network, originClass }: LakeIdentity): string =>
  `${originClass} data of ${network}`;

/** Whose a spool is; left where it may not be used here. Rejects with the file system's error. */
export const readDescription = async (
  files: SpoolFiles,
  dir: string,
  wanted: LakeIdentity,
): Promise<E.Either<SpoolFault, Owner>> => {
  const json = await readJson(files, join(dir, FILE));
  if (Versioned.is(json) && json.version > VERSION)
    return E.left({
      code: 'newer',
      message: `the spool ${dir} has version ${json.version}, this program reads up to ${VERSION}; use a newer program, move the spool away, or name another folder with --spool`,
    });
  if (!Versioned.is(json) || !Description.is(json))
    return E.left({
      code: 'unreadable',
      message: `${join(dir, FILE)} is not a spool's description; move ${dir} away, or name another folder with --spool`,
    });
  const { network, origin_class: originClass, pid, process_started: processStarted } = json;
  if (said({ network, originClass }) !== said(wanted))
    return E.left({
      code: 'other-lake',
      message: `the spool ${dir} holds ${said({ network, originClass })}, this run makes ${said(wanted)}; move it away, or name another folder with --spool`,
    });
  return E.right({ pid, processStarted });
};

/** Makes the folder of a spool, which is there with its description or not at all. Rejects with the file system's error. */
export const makeSpoolFolder = async (
  files: SpoolFiles,
  hidden: string,
  dir: string,
  { network, originClass }: LakeIdentity,
  { pid, processStarted }: Owner,
): Promise<void> => {
  const description: Description & t.TypeOf<typeof Versioned> = {
    version: VERSION,
    network,
    origin_class: originClass,
    pid,
    process_started: processStarted,
  };
  try {
    await files.makeFolder(hidden);
    await using(files.create(join(hidden, FILE)), async (file) => {
      await file.write(Buffer.from(`${JSON.stringify(description)}\n`), 0);
      await file.sync();
    });
    await files.syncFolder(hidden);
    await files.rename(hidden, dir);
    await files.syncFolder(join(dir, '..'));
  } catch (error) {
    await files.remove(hidden).catch(() => undefined);
    throw error;
  }
};
