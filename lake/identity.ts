import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OriginClass, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { faultOf, isMissing, type LakeFault } from './fault.ts';
import { writeWhole } from './whole-file.ts';

/** The newest version of `lake.json` that this program reads. */
const VERSION = 1;

/** Read first: a newer version may have another shape. */
const Versioned = t.type({ version: t.number });
const LakeFile = t.type({ network: t.string, origin_class: OriginClass });

const said = ({ network, originClass }: LakeIdentity): string =>
  `${originClass} data of ${network}`;

/** What the text of a `lake.json` says; a newer version than ours is refused. */
const heldIn = (dir: string, text: string): E.Either<LakeFault, LakeIdentity> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => null,
  );
  const versioned = E.chainW((value: unknown) => Versioned.decode(value))(json);
  if (E.isRight(versioned) && versioned.right.version > VERSION)
    return E.left({
      code: 'newer',
      message: `the lake ${dir} has version ${versioned.right.version}, this program reads up to ${VERSION}; use a newer program or another folder with --lake`,
    });
  const decoded = E.chainW((value: unknown) => LakeFile.decode(value))(versioned);
  if (E.isLeft(decoded))
    return E.left({
      code: 'unreadable',
      message: `${join(dir, 'lake.json')} is not a lake's description; choose another folder with --lake`,
    });
  const { network, origin_class: originClass } = decoded.right;
  return E.right({ network, originClass });
};

const check = (dir: string, wanted: LakeIdentity, text: string): E.Either<LakeFault, void> => {
  const held = heldIn(dir, text);
  if (E.isLeft(held)) return held;
  return said(held.right) === said(wanted)
    ? E.right(undefined)
    : E.left({
        code: 'other-lake',
        message: `the lake ${dir} holds ${said(held.right)}, this run makes ${said(wanted)}; choose another folder with --lake`,
      });
};

/** Checks that a lake is what is wanted, and makes it where there is none. */
export const openLake = async (
  dir: string,
  identity: LakeIdentity,
): Promise<E.Either<LakeFault, void>> => {
  const file = join(dir, 'lake.json');
  try {
    return check(dir, identity, await readFile(file, 'utf8'));
  } catch (error) {
    if (!isMissing(error)) return E.left(faultOf(error, dir));
  }
  const json = { version: VERSION, network: identity.network, origin_class: identity.originClass };
  try {
    await writeWhole(file, `${JSON.stringify(json)}\n`);
    return E.right(undefined);
  } catch (error) {
    return E.left(faultOf(error, dir));
  }
};

/** What a lake that is there holds. */
export const readIdentity = async (dir: string): Promise<E.Either<LakeFault, LakeIdentity>> => {
  const file = join(dir, 'lake.json');
  try {
    return heldIn(dir, await readFile(file, 'utf8'));
  } catch (error) {
    return isMissing(error)
      ? E.left({ code: 'unreadable', message: `there is no lake in ${dir}; name one with --lake` })
      : E.left(faultOf(error, file));
  }
};
