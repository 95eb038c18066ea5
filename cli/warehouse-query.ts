import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { queryWarehouse } from '../warehouse/query.ts';

/** A turn of a running pipeline holds the file for some seconds; then it is free for a while. */
const PATIENCE_MS = 30_000;
const TRY_AGAIN_AFTER_MS = 250;

/** Asks again while a running pipeline has the warehouse, for half a minute at most. */
export const patiently = async <L extends { readonly tag: string }, A>(
  ask: () => Promise<E.Either<L, A>>,
): Promise<E.Either<L, A>> => {
  const untilMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    const isLocked = E.isLeft(answer) && answer.left.tag === 'locked';
    if (!isLocked || performance.now() > untilMs) return answer;
    await sleep(TRY_AGAIN_AFTER_MS);
  }
};

/** One query on the warehouse itself; waits for its turn while a pipeline runs. */
export const patientQuery: typeof queryWarehouse = (...query) =>
  patiently(() => queryWarehouse(...query));
