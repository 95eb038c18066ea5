import type { LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { folderStore } from '../lake/ends/folder-store.ts';
import { objectEnd } from '../lake/ends/objects.ts';
import { openLake } from '../lake/identity.ts';
import { DEFAULT_SPOOL_MIB, spoolBytesOf } from '../listener/config.ts';
import { failure, type CliFault } from './command.ts';
import type { Way } from './ingest.ts';
import type { Places } from './places.ts';

/** A lake folder, made where there is none, as where lines go, with the spool beside it. */
export const intoFolder = async (
  { lake, spool }: Pick<Places, 'lake' | 'spool'>,
  identity: LakeIdentity,
  limitBytes = spoolBytesOf({ spoolMib: DEFAULT_SPOOL_MIB }),
): Promise<E.Either<CliFault, Way>> => {
  const opened = await openLake(lake, identity);
  if (E.isLeft(opened)) return E.left(failure(opened.left.message));
  return E.right({ end: objectEnd(folderStore(lake)), spool: { dir: spool, limitBytes } });
};
