import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { faultAt } from '../fault-at.ts';
import type { Staged } from '../stage.ts';
import { inTurn, type Outcome } from '../step.ts';
import { resourcesOf, type StackJson } from '../synthesised.ts';
import { emptyPlan, isKept, listed, unchanged, type Act, type Scene } from './scene.ts';

/** What is changed: every log group has it, and it can be changed where it is. */
const TYPE = 'aws_cloudwatch_log_group';
const ARGUMENT = 'retention_in_days';
/** Days; a log group takes either. */
const values = [30, 60] as const;

const changeIn = async ({ folder }: Staged, address: string, value: number): Promise<void> => {
  const file = join(folder, 'cdk.tf.json');
  const json = JSON.parse(await readFile(file, 'utf8')) as StackJson; // it was read before
  const name = address.slice(TYPE.length + 1);
  const resource = json.resource?.[TYPE]?.[name];
  if (resource !== undefined) resource[ARGUMENT] = value;
  await writeFile(file, JSON.stringify(json));
};

/** The plan is that one update and nothing else. */
const plansOnly = async ({ engine }: Staged, address: string): Promise<Outcome> => {
  const plan = await engine.plan();
  if (E.isLeft(plan)) return plan;
  const [only, ...others] = plan.right.changes;
  return only?.address === address && only.action === 'update' && others.length === 0
    ? E.right(listed([only]))
    : E.left(`it would ${listed(plan.right.changes)}, where ${ARGUMENT} of ${address} was changed`);
};

/** The engine hears nothing of an update that was done: it fails, and the next plan sees that it is done. */
const loseAnswer = (scene: Scene, staged: Staged, address: string): Promise<boolean> => {
  const { stage, play } = scene;
  const { name } = staged.stack;
  return inTurn(
    [
      () => play('change one argument', name, () => plansOnly(staged, address)),
      () =>
        play('apply, its answer lost', name, async () => {
          const stacks = stage.staged.map(({ stack }) => stack);
          const fault = faultAt(stacks, address, {
            operation: 'update',
            kind: 'answer-lost',
            times: 1,
          });
          if (E.isLeft(fault)) return fault;
          stage.faults.inject(fault.right);
          const applied = await staged.engine.apply();
          if (E.isRight(applied)) return E.left('it went well, though no answer came');
          return stage.faults.pending().length === 0 ? E.right('it failed, and said so') : applied;
        }),
      () => play('plan, once it is done', name, () => emptyPlan(staged)),
    ],
    (step) => step(),
  );
};

/** One argument is changed: that is updated and nothing else, also where the answer to the update is lost. */
export const change: Act = async (scene) => {
  const { stage, play } = scene;
  const staged = stage.staged.find(
    (each) => !isKept(each) && each.stack.json.resource?.[TYPE] !== undefined,
  );
  const resource = staged && resourcesOf(staged.stack).find(({ type }) => type === TYPE);
  if (staged === undefined || resource === undefined)
    return play('change one argument', null, async () =>
      E.left(`there is no ${TYPE} to change in a stack that can be destroyed`),
    );
  const { address, config } = resource;
  const [first, second] = config[ARGUMENT] === values[0] ? [values[1], values[0]] : values;
  await changeIn(staged, address, first);
  if (!(await loseAnswer(scene, staged, address))) return false;
  await changeIn(staged, address, second);
  return inTurn(
    [
      () => play('change it again', staged.stack.name, () => plansOnly(staged, address)),
      () =>
        play('apply', staged.stack.name, async () => E.map(listed)(await staged.engine.apply())),
      () => unchanged(scene, 'plan after the change', [staged]),
    ],
    (step) => step(),
  );
};
