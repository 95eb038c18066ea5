import * as E from 'fp-ts/lib/Either.js';
import { v7 as uuidv7 } from 'uuid';
import { openSpools } from '../../listener/spool/index.ts';
import type { Spool, Spools } from '../../listener/spool/ports.ts';
import { linesOf, type Load } from './lines.ts';

const GIB = 1024 ** 3;
/** Appended at once. */
const TOGETHER_BYTES = 8 * 1024 * 1024;

export const right = <T>(result: E.Either<{ readonly message: string }, T>): T => {
  if (E.isLeft(result)) throw new Error(result.left.message);
  return result.right;
};

export const openHere = async (dir: string): Promise<Spools> =>
  right(
    await openSpools({
      dir,
      identity: { network: 'regtest', originClass: 'simulated' },
      id: uuidv7(),
      limitBytes: GIB,
      carry: () => null,
      told: () => undefined,
    }),
  );

/** Appends lines as they are made; resolves when all of them are durable. */
export const fill = async (spool: Spool, load: Load): Promise<void> => {
  let bytes = 0;
  for (const line of linesOf(load)) {
    spool.append([line]);
    bytes += line.bytes.length;
    if (bytes < TOGETHER_BYTES) continue;
    right(await spool.synced());
    bytes = 0;
  }
  right(await spool.synced());
};
