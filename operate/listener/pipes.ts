import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliFault } from '../../cli/command.ts';
import type { WarehouseLook } from '../outside/warehouse.ts';

/** All pipes that are there; what lies in the lake meanwhile is loaded when they go on. */
export const setPipes = async (
  warehouse: WarehouseLook,
  isPaused: boolean,
): Promise<E.Either<CliFault, ReadonlyArray<string>>> => {
  const pipes = await warehouse.pipes();
  if (E.isLeft(pipes)) return E.left(failure(`the pipes: ${pipes.left.message}`));
  const others = [...pipes.right].filter(([, paused]) => paused !== isPaused);
  for (const [table] of others) {
    const set = await warehouse.setPaused(table, isPaused);
    if (E.isLeft(set)) return E.left(failure(`the pipe of ${table}: ${set.left.message}`));
  }
  return E.right(others.map(([table]) => table));
};
