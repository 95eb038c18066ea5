import { inTurn } from '../step.ts';
import { allUnchanged, planAndApply, type Act } from './scene.ts';

/** Everything is made, in order, and a second plan finds nothing to do. */
export const create: Act = async (scene) =>
  (await inTurn(scene.stage.staged, (staged) => planAndApply(scene, staged, ['create', 'read']))) &&
  (await allUnchanged('second plan')(scene));
