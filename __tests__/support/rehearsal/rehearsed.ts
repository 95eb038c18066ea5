import * as E from 'fp-ts/lib/Either.js';
import { acts, rehearse, type Rehearsed } from '../../../rehearsal/rehearse.ts';
import { engine } from './engine.ts';
import { writeFixture, type Fixture } from './fixture.ts';

/** Rehearses stacks that are written for it. */
export const rehearsed = async (stacks: Fixture): Promise<E.Either<string, Rehearsed>> => {
  const { out, remove } = writeFixture(stacks);
  try {
    return await rehearse(out, engine(), acts);
  } finally {
    remove();
  }
};

/** What a rehearsal that fails says: `act of stack: sentence`. */
export const failuresOf = async (stacks: Fixture): Promise<ReadonlyArray<string>> => {
  const result = await rehearsed(stacks);
  if (E.isLeft(result)) return [result.left];
  return result.right.steps.flatMap(({ act, stack, outcome }) =>
    E.isLeft(outcome) ? [`${act} of ${stack ?? 'all'}: ${outcome.left}`] : [],
  );
};
