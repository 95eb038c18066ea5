import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { commandsIn, PLAN_FILE, type EngineCommands } from '../../rehearsal/engine/commands.ts';
import { resourcesOf, type Stack } from '../../rehearsal/synthesised.ts';
import { planStack } from '../engine/plan-stack.ts';
import type { EnginePlace } from '../machine.ts';
import { counted } from '../plan/markdown.ts';
import type { Deed } from './deeds.ts';

/** A resource that is there and that no state knows of. */
export interface Adopted {
  readonly address: string;
  readonly id: string;
}

const deedOf = (stack: Stack, outcome: Deed['outcome'], ...told: ReadonlyArray<string>): Deed => ({
  what: `stack ${stack.name}`,
  outcome,
  told,
});

/** Those of them that the state does not know yet are told to it. */
const adopt = async (
  engine: EngineCommands,
  known: ReadonlySet<string>,
  there: ReadonlyArray<Adopted>,
): Promise<E.Either<string, ReadonlyArray<string>>> => {
  const adopted: Array<string> = [];
  for (const { address, id } of there.filter((each) => !known.has(each.address))) {
    const done = await engine.import(address, id);
    if (E.isLeft(done)) return done;
    adopted.push(address);
  }
  return E.right(adopted);
};

/** Plans, and applies what was planned. */
const carriedOut = async (
  stack: Stack,
  engine: EngineCommands,
  there: ReadonlyArray<Adopted>,
): Promise<E.Either<string, Deed>> => {
  const begun = await engine.init();
  if (E.isLeft(begun)) return begun;
  const made = await engine.made();
  if (E.isLeft(made)) return made;
  const adopted = await adopt(engine, new Set(made.right.map(({ address }) => address)), there);
  if (E.isLeft(adopted)) return adopted;
  const plan = await engine.plan();
  if (E.isLeft(plan)) return plan;
  const told = adopted.right.map((address) => `${address} taken on`);
  if (plan.right.isEmpty)
    return E.right(deedOf(stack, adopted.right.length === 0 ? 'was there' : 'adopted', ...told));
  const applied = await engine.apply();
  if (E.isLeft(applied)) return applied;
  const isNew = made.right.length === 0 && adopted.right.length === 0;
  return E.right(deedOf(stack, isNew ? 'made' : 'changed', ...told, counted(applied.right)));
};

/**
 * Brings one stack about by the engine: the same again where it was stopped on the way. Left: what the engine says.
 * @param there what the account has already
 */
export const applyStack = async (
  stack: Stack,
  { out, engine, env }: EnginePlace,
  there: ReadonlyArray<Adopted>,
): Promise<E.Either<string, Deed>> => {
  const folder = resolve(out, stack.folder);
  const commands = commandsIn(folder, engine, { ...env, CHECKPOINT_DISABLE: '1' });
  try {
    return await carriedOut(stack, commands, there);
  } finally {
    await rm(join(folder, PLAN_FILE), { force: true });
  }
};

/** What an apply would do. @param hasState whether there is a place for its state yet */
export const wouldApply = async (
  stack: Stack,
  place: EnginePlace,
  hasState: boolean,
): Promise<E.Either<string, Deed>> => {
  if (!hasState)
    return E.right(deedOf(stack, 'would be made', `${resourcesOf(stack).length} resources`));
  return E.map((changes: ReadonlyArray<{ readonly action: string }>) => {
    if (changes.length === 0) return deedOf(stack, 'was there');
    const isNew = changes.every(({ action }) => action === 'create');
    return deedOf(stack, isNew ? 'would be made' : 'would be changed', counted(changes));
  })(await planStack(stack, place));
};
