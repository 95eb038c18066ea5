import * as E from 'fp-ts/lib/Either.js';
import { faultAt, middleOf } from '../fault-at.ts';
import type { Staged } from '../stage.ts';
import { inTurn } from '../step.ts';
import { isKept, planAndApply, unchanged, type Act, type Scene } from './scene.ts';

/** One resource in the middle of a stack is refused: the rest of that stack that does not need it may be made. */
const failHalfWay = ({ stage, play }: Scene, { stack, engine }: Staged): Promise<boolean> =>
  play('apply, one refused', stack.name, async () => {
    const stacks = stage.staged.map((each) => each.stack);
    const address = middleOf(stacks, stack);
    if (address === null) return E.left('it has no resource that a fault could be told for');
    const fault = faultAt(stacks, address, { operation: 'create', kind: 'refused', times: 1 });
    if (E.isLeft(fault)) return fault;
    stage.faults.inject(fault.right);
    const planned = await engine.plan();
    if (E.isLeft(planned)) return planned;
    const applied = await engine.apply();
    if (E.isRight(applied)) return E.left(`${address} was refused, and the engine went on`);
    return applied.left.includes('injected failure')
      ? E.right(`${address} failed, and it said so`)
      : applied;
  });

/** What stayed is taken on as it is; the rest is made again, with a failure half way and a second try. */
export const redeploy: Act = async (scene) => {
  const { stage, play } = scene;
  const others = stage.staged.filter((each) => !isKept(each));
  const middle = Math.floor(others.length / 2);
  const failing = others[middle];
  if (failing === undefined)
    return play('deploy again', null, async () => E.left('every stack is kept'));
  const make = (staged: Staged): Promise<boolean> =>
    planAndApply(scene, staged, ['create', 'read']);
  return inTurn(
    [
      () => unchanged(scene, 'what stayed is taken on', stage.staged.filter(isKept)),
      () => inTurn(others.slice(0, middle), make),
      () => failHalfWay(scene, failing),
      () => inTurn(others.slice(middle), make),
      () => unchanged(scene, 'plan after the second try', others),
    ],
    (step) => step(),
  );
};
