import * as E from 'fp-ts/lib/Either.js';
import { keptStacks } from '../kept.ts';
import type { Planned } from '../engine/commands.ts';
import type { MadeUpStage } from '../made-up-stage.ts';
import type { Stage, Staged } from '../stage.ts';
import { inTurn, sideBySide, type Outcome, type Play } from '../step.ts';

/** What each act of the rehearsal is given. */
export interface Scene<S extends Stage = MadeUpStage> {
  readonly stage: S;
  readonly play: Play;
}

/** Resolves to whether to go on. */
export type Act<S extends Stage = MadeUpStage> = (scene: Scene<S>) => Promise<boolean>;

export const isKept = ({ stack }: Staged): boolean => keptStacks.has(stack.name);

/** `3 create, 1 update` */
export const counted = (changes: ReadonlyArray<Planned>): string => {
  const actions = [...new Set(changes.map(({ action }) => action))].sort();
  return actions
    .map((action) => `${changes.filter((each) => each.action === action).length} ${action}`)
    .join(', ');
};

export const listed = (changes: ReadonlyArray<Planned>): string =>
  changes.map(({ address, action }) => `${action} ${address}`).join(', ') || 'outputs';

/** A plan in which nothing is to be done. */
export const emptyPlan = async ({ engine }: Staged): Promise<Outcome> => {
  const plan = await engine.plan();
  if (E.isLeft(plan)) return plan;
  return plan.right.isEmpty
    ? E.right('nothing to do')
    : E.left(`it would ${listed(plan.right.changes)}, where nothing was changed`);
};

/** The plan of each is empty. */
export const unchanged = (
  { play }: Scene<Stage>,
  act: string,
  all: ReadonlyArray<Staged>,
): Promise<boolean> =>
  sideBySide(all, (staged) => play(act, staged.stack.name, () => emptyPlan(staged)));

/** Plans, where only `actions` may be planned, and applies it. */
export const planAndApply = async (
  { play }: Scene<Stage>,
  { stack, engine }: Staged,
  actions: ReadonlyArray<string>,
): Promise<boolean> =>
  inTurn(
    [
      () =>
        play('plan', stack.name, async () => {
          const plan = await engine.plan();
          if (E.isLeft(plan)) return plan;
          const others = plan.right.changes.filter(({ action }) => !actions.includes(action));
          return others.length === 0
            ? E.right(counted(plan.right.changes) || 'nothing to do')
            : E.left(`it would ${listed(others)}`);
        }),
      () =>
        play('apply', stack.name, async () =>
          E.map((done: ReadonlyArray<Planned>) => counted(done) || 'nothing to do')(
            await engine.apply(),
          ),
        ),
    ],
    (step) => step(),
  );
