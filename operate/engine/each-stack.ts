import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliFault } from '../../cli/command.ts';
import type { MayGoOn } from '../hold/with-hold.ts';
import type { Cdktf } from '../machine.ts';
import type { Chosen } from '../stacks.ts';

/**
 * Carries the stacks out that were chosen and no other, one after the other: so that one that was cancelled begins no
 * further stack, and each has a token of its own. Those first that others need; to destroy, last. Left: where it ended.
 */
export const eachStack = async (
  act: 'deploy' | 'destroy',
  { stacks, place }: Chosen,
  cdktf: Cdktf,
  mayGoOn: MayGoOn,
): Promise<E.Either<CliFault, void>> => {
  for (const { name } of act === 'deploy' ? stacks : stacks.toReversed()) {
    const goesOn = await mayGoOn(`${act} of ${name}`);
    if (E.isLeft(goesOn)) return goesOn;
    const done = await cdktf(act, name, place);
    if (E.isLeft(done))
      return E.left(
        failure(
          `cdktf ${act} stopped half way, in ${name}; what is done stays, and the same ${act} goes on from there: ${done.left}`,
        ),
      );
  }
  return E.right(undefined);
};
