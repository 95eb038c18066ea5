import type { LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { fileDocument } from '../lake/documents/file.ts';
import { folderStore } from '../lake/ends/folder-store.ts';
import type { ObjectStore } from '../lake/ends/object-store.ts';
import type { LakeFault } from '../lake/fault.ts';
import { openLake } from '../lake/identity.ts';
import type { StateFault } from './state/codec.ts';
import { stateStore, type StateStore } from './state/store.ts';

/** Where blocks are written, and where it is written what is there. */
export interface PollerLake {
  readonly store: ObjectStore;
  readonly states: StateStore;
}

/** A lake folder, made where there is none, and a state file; one that can't be used is refused before. */
export const lakeInFolder = async (
  folder: string,
  stateFile: string,
  identity: LakeIdentity,
): Promise<E.Either<LakeFault | StateFault, PollerLake>> => {
  const states = stateStore(fileDocument(stateFile), identity);
  const readable = await states.read();
  if (E.isLeft(readable)) return readable;
  return E.map((): PollerLake => ({ store: folderStore(folder), states }))(
    await openLake(folder, identity),
  );
};
