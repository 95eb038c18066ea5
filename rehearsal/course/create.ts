import type { Stage } from '../stage.ts';
import { inTurn } from '../step.ts';
import { planAndApply, unchanged, type Act } from './scene.ts';

/** Everything is made, in order. */
export const make: Act<Stage> = (scene) =>
  inTurn(scene.stage.staged, (staged) => planAndApply(scene, staged, ['create', 'read']));

/** The same, and a second plan finds nothing to do. */
export const create: Act = async (scene) =>
  (await make(scene)) && (await unchanged(scene, 'second plan', scene.stage.staged));
