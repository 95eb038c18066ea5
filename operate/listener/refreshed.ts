import * as E from 'fp-ts/lib/Either.js';
import type { Asked } from '../options.ts';
import type { Refresh } from '../outside/group.ts';
import { until } from '../wait.ts';

const ended: ReadonlySet<string> = new Set([
  'Successful',
  'Failed',
  'Cancelled',
  'RollbackFailed',
  'RollbackSuccessful',
]);

/** Left: it failed, or did not end in time. */
export const outcomeOf = (refresh: Refresh | null): E.Either<string, void> => {
  if (refresh === null)
    return E.left('the instance was not replaced in time; the group goes on with it');
  return refresh.status === 'Successful'
    ? E.right(undefined)
    : E.left(`the group could not replace the instance: ${refresh.status} at ${refresh.percent} %`);
};

/** Waits until the group has put another instance in place of the one before. */
export const refreshed = async (
  { outside, machine }: Asked,
  id: string,
): Promise<E.Either<string, void>> => {
  const { endsWithinMs, startsWithinMs } = machine.pace;
  return outcomeOf(
    await until(
      async () => {
        const newest = await outside.group.newestRefresh();
        return newest !== null && newest.id === id && ended.has(newest.status) ? newest : null;
      },
      endsWithinMs + startsWithinMs,
      machine,
    ),
  );
};
