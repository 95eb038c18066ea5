import { inTurn } from '../step.ts';
import { planAndApply, unchanged, type Act } from './scene.ts';

/** Everything is made, in order, and a second plan finds nothing to do. */
export const create: Act = async (scene) =>
  (await inTurn(scene.stage.staged, (staged) => planAndApply(scene, staged, ['create', 'read']))) &&
  (await unchanged(scene, 'second plan', scene.stage.staged));
