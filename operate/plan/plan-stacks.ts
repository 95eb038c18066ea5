import * as E from 'fp-ts/lib/Either.js';
import { planStack } from '../engine/plan-stack.ts';
import type { Machine } from '../machine.ts';
import type { Chosen } from '../stacks.ts';
import type { Change } from './changes.ts';
import { counted } from './markdown.ts';

export type PlannedStacks = ReadonlyArray<readonly [stack: string, changes: ReadonlyArray<Change>]>;

/** One after the other. Left: which could not be planned, and what the engine says. */
export const planStacks = async (
  { stacks, place }: Chosen,
  { say }: Machine,
): Promise<E.Either<string, PlannedStacks>> => {
  const planned: Array<PlannedStacks[number]> = [];
  for (const stack of stacks) {
    const changes = await planStack(stack, place);
    if (E.isLeft(changes)) return E.left(`${stack.name} can't be planned: ${changes.left}`);
    say(`${stack.name}: ${counted(changes.right)}`);
    planned.push([stack.name, changes.right]);
  }
  return E.right(planned);
};
