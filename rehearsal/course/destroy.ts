import * as E from 'fp-ts/lib/Either.js';
import { isProtected } from '../rules/protected.ts';
import { inTurn } from '../step.ts';
import { resourcesOf } from '../synthesised.ts';
import { counted, isKept, type Act } from './scene.ts';

/** All but what is kept goes, those first that need others; the rest stays as it was. */
export const destroy: Act = async ({ stage, play }) => {
  const going = stage.staged.filter((each) => !isKept(each)).toReversed();
  const staying = stage.staged.filter(isKept);
  return (
    (await inTurn(going, ({ stack, engine }) =>
      play('destroy', stack.name, async () => {
        const done = await engine.destroy();
        if (E.isLeft(done)) return done;
        const held = await engine.held();
        if (E.isLeft(held)) return held;
        return held.right.length === 0
          ? E.right(counted(done.right))
          : E.left(`${held.right.join(', ')} stayed in its state`);
      }),
    )) &&
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

/** The engine refuses to plan the destruction of what holds data, and nothing is done. */
export const refuse: Act = async ({ stage, play }) => {
  const withData = stage.staged.filter(({ stack }) => resourcesOf(stack).some(isProtected));
  stage.world.takeDeeds();
  return inTurn(withData, ({ stack, engine }) =>
    play('destroy is refused', stack.name, async () => {
      const done = await engine.destroy();
      const deeds = stage.world.takeDeeds();
      if (E.isRight(done) || deeds.length > 0)
        return E.left(`${deeds.length} objects were destroyed`);
      return done.left.includes('Instance cannot be destroyed')
        ? E.right(`${resourcesOf(stack).filter(isProtected).length} are protected`)
        : done;
    }),
  );
};
