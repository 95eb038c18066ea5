import { keptStacks } from '../../../rehearsal/kept.ts';
import { deploymentWith } from '../stacks/deployment.ts';
import { synthesise } from '../stacks/synthesised.ts';

/** What workflows are held to: a deployment, its stacks. */
export const deployment = deploymentWith();
const stacks = synthesise(deployment);

const byHand: ReadonlySet<string> = new Set(['access', 'account', 'identity']);
const deployed = Object.keys(stacks).filter((stack) => !byHand.has(stack));
/** The stacks of each operation. */
export const wanted = {
  plan: deployed,
  deploy: deployed,
  destroy: deployed.filter((stack) => !keptStacks.has(stack)),
};

const { identity: made } = stacks;
if (made === undefined) throw new Error('there is no stack identity');
export const identity = made;
