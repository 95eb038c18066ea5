import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { PutFault } from '../delivery/ports.ts';
import { isMissing } from '../fault.ts';
import { putFaultOf } from '../put-fault.ts';
import { syncFolder } from '../whole-file.ts';
import { makeClaim, type Patience } from './claim.ts';
import type { Document, Held, Written } from './port.ts';

interface FileDocumentOptions {
  /** What a sentence of a fault is about. @default the file */
  readonly place?: string;
  /** @default a second with one other writer, ten in all */
  readonly patience?: Patience;
}

/** A content that comes back is the same version: who builds on it builds on what is there. */
const versionOf = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

const heldIn = async (file: string): Promise<Held | null> => {
  try {
    const bytes = await readFile(file);
    return { text: bytes.toString('utf8'), version: versionOf(bytes) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

const late = (place: string, why: string): PutFault => ({
  code: 'timeout',
  isPermanent: false,
  message: `${place}: timeout (${why})`,
});

/**
 * A file that processes of one machine share; hidden folders beside it are there while one of them writes. A writer
 * that was killed holds up the next by a second at most.
 */
export const fileDocument = (
  file: string,
  { place = file, patience = { withOneMs: 1000, inAllMs: 10_000 } }: FileDocumentOptions = {},
): Document => {
  const isNewest = async (version: string | null): Promise<boolean> =>
    ((await heldIn(file))?.version ?? null) === version;

  const put = async (text: string, after: string | null): Promise<E.Either<PutFault, Written>> => {
    if (!(await isNewest(after))) return E.right({ tag: 'lost' });
    const claim = await makeClaim(file, text);
    try {
      if (!(await claim.comeFirst(patience)))
        return E.left(late(place, 'other processes write to it all the time'));
      if (!(await isNewest(after))) return E.right({ tag: 'lost' });
      if (!(await claim.install()))
        return E.left(late(place, 'this process was slow and another took its turn'));
    } finally {
      await claim.drop();
    }
    await syncFolder(dirname(file));
    return E.right({ tag: 'written', version: versionOf(text) });
  };

  return {
    name: file,
    read: async () => {
      try {
        return E.right(await heldIn(file));
      } catch (error) {
        return E.left(putFaultOf(error, place));
      }
    },
    write: async (text, after) => {
      try {
        return await put(text, after);
      } catch (error) {
        return E.left(putFaultOf(error, place));
      }
    },
  };
};
