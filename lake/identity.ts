import { join } from 'node:path';
import { OriginClass, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { PutFault } from './delivery/ports.ts';
import { fileDocument } from './documents/file.ts';
import type { Document } from './documents/port.ts';
import type { LakeFault } from './fault.ts';

/** The newest version of `lake.json` that this program reads. */
const VERSION = 1;

/** Read first: a newer version may have another shape. */
const Versioned = t.type({ version: t.number });
const LakeFile = t.type({ network: t.string, origin_class: OriginClass });

const said = ({ network, originClass }: LakeIdentity): string =>
  `${originClass} data of ${network}`;

/** A lake by the document that says what it is. */
export interface LakePlace {
  /** For messages: a folder or `s3://<bucket>`. */
  readonly name: string;
  /** Its `lake.json`. */
  readonly document: Document;
  /** The way out, such as "another folder with --lake". */
  readonly another: string;
}

/** What the text of a `lake.json` says; a newer version than ours is refused. */
const heldIn = (
  { name, document, another }: LakePlace,
  text: string,
): E.Either<LakeFault, LakeIdentity> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => null,
  );
  const versioned = E.chainW((value: unknown) => Versioned.decode(value))(json);
  if (E.isRight(versioned) && versioned.right.version > VERSION)
    return E.left({
      code: 'newer',
      message: `the lake ${name} has version ${versioned.right.version}, this program reads up to ${VERSION}; use a newer program or ${another}`,
    });
  const decoded = E.chainW((value: unknown) => LakeFile.decode(value))(versioned);
  if (E.isLeft(decoded))
    return E.left({
      code: 'unreadable',
      message: `${document.name} is not a lake's description; choose ${another}`,
    });
  const { network, origin_class: originClass } = decoded.right;
  return E.right({ network, originClass });
};

const check = (place: LakePlace, wanted: LakeIdentity, text: string): E.Either<LakeFault, void> => {
  const held = heldIn(place, text);
  if (E.isLeft(held)) return held;
  return said(held.right) === said(wanted)
    ? E.right(undefined)
    : E.left({
        code: 'other-lake',
        message: `the lake ${place.name} holds ${said(held.right)}, this run makes ${said(wanted)}; choose ${place.another}`,
      });
};

const lakeFault = ({ code, message }: PutFault): LakeFault => {
  if (code === 'access-denied') return { code: 'no-permission', message };
  return { code: code === 'no-space' || code === 'no-permission' ? code : 'io', message };
};

/** Checks that a lake is what is wanted, and makes it where there is none. */
export const openLakeIn = async (
  place: LakePlace,
  identity: LakeIdentity,
): Promise<E.Either<LakeFault, void>> => {
  const { document } = place;
  const found = await document.read();
  if (E.isLeft(found)) return E.left(lakeFault(found.left));
  if (found.right !== null) return check(place, identity, found.right.text);
  const json = { version: VERSION, network: identity.network, origin_class: identity.originClass };
  const made = await document.write(`${JSON.stringify(json)}\n`, null);
  if (E.isLeft(made)) return E.left(lakeFault(made.left));
  // another was first: what it made is there now
  return made.right.tag === 'written' ? E.right(undefined) : openLakeIn(place, identity);
};

/** @param told what a fault of the file system is told of */
const lakeIn = (dir: string, told = join(dir, 'lake.json')): LakePlace => ({
  name: dir,
  document: fileDocument(join(dir, 'lake.json'), { place: told }),
  another: 'another folder with --lake',
});

/** Checks that the lake in a folder is what is wanted, and makes it where there is none. */
export const openLake = (dir: string, identity: LakeIdentity): Promise<E.Either<LakeFault, void>> =>
  openLakeIn(lakeIn(dir, dir), identity);

/** What a lake that is there holds. */
export const readIdentity = async (dir: string): Promise<E.Either<LakeFault, LakeIdentity>> => {
  const place = lakeIn(dir);
  const found = await place.document.read();
  if (E.isLeft(found)) return E.left(lakeFault(found.left));
  return found.right === null
    ? E.left({ code: 'unreadable', message: `there is no lake in ${dir}; name one with --lake` })
    : heldIn(place, found.right.text);
};
