import * as E from 'fp-ts/lib/Either.js';
import { isProtected } from '../rules/protected.ts';
import type { Stage, Staged } from '../stage.ts';
import { inTurn, type Outcome } from '../step.ts';
import { resourcesOf, type Stack } from '../synthesised.ts';
import { counted, isKept, listed, type Act } from './scene.ts';

/** All but what is kept goes, those first that need others. */
export const destroyOthers: Act<Stage> = ({ stage, play }) =>
  inTurn(stage.staged.filter((each) => !isKept(each)).toReversed(), ({ stack, engine }) =>
    play('destroy', stack.name, async () => {
      const done = await engine.destroy();
      if (E.isLeft(done)) return done;
      const held = await engine.held();
      if (E.isLeft(held)) return held;
      return held.right.length === 0
        ? E.right(counted(done.right))
        : E.left(`${held.right.join(', ')} stayed in its state`);
    }),
  );

/** The rest stays as it was. */
export const destroy: Act = async (scene) => {
  const { stage, play } = scene;
  const staying = stage.staged.filter(isKept);
  return (
    (await destroyOthers(scene)) &&
    play('what is left', null, async () => {
      const held = await Promise.all(staying.map(({ engine }) => engine.held()));
      const fault = held.find(E.isLeft);
      if (fault !== undefined) return fault;
      const kept = held.flatMap((each) => (E.isRight(each) ? each.right : []));
      const there = stage.world.all().length;
      return there === kept.length
        ? E.right(`${there} objects of ${staying.map(({ stack }) => stack.name).join(', ')}`)
        : E.left(`${there} objects are there, where the kept stacks hold ${kept.length}`);
    })
  );
};

const withData = ({ staged }: Stage): ReadonlyArray<Staged> =>
  staged.filter(({ stack }) => resourcesOf(stack).some(isProtected));

const refused = (stack: Stack, said: string): Outcome =>
  said.includes('Instance cannot be destroyed')
    ? E.right(`${resourcesOf(stack).filter(isProtected).length} are protected`)
    : E.left(said);

/** The engine refuses to plan the destruction of what holds data. */
export const refusePlan: Act<Stage> = ({ stage, play }) =>
  inTurn(withData(stage), ({ stack, engine }) =>
    play('plan of a destroy is refused', stack.name, async () => {
      const plan = await engine.planDestroy();
      return E.isLeft(plan)
        ? refused(stack, plan.left)
        : E.left(`it would ${listed(plan.right.changes)}`);
    }),
  );

/** The same where it is told to destroy it, and nothing is done. */
export const refuse: Act = async ({ stage, play }) => {
  stage.world.takeDeeds();
  return inTurn(withData(stage), ({ stack, engine }) =>
    play('destroy is refused', stack.name, async () => {
      const done = await engine.destroy();
      const deeds = stage.world.takeDeeds();
      if (E.isRight(done) || deeds.length > 0)
        return E.left(`${deeds.length} objects were destroyed`);
      return refused(stack, done.left);
    }),
  );
};
