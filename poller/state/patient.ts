import * as E from 'fp-ts/lib/Either.js';
import type { StateFault } from './codec.ts';
import type { StateStore } from './store.ts';

const twice = async <A>(
  attempt: () => Promise<E.Either<StateFault, A>>,
): Promise<E.Either<StateFault, A>> => {
  const outcome = await attempt();
  return E.isLeft(outcome) && outcome.left.code === 'io' ? attempt() : outcome;
};

/**
 * Reads and writes a second time where the first failed on the way: a connection that slept with its process is found
 * dead only when it is used. A write that was carried out unheard is known again by its document.
 */
export const patientStates = (states: StateStore): StateStore => ({
  read: () => twice(states.read),
  write: (state, after) => twice(() => states.write(state, after)),
});
