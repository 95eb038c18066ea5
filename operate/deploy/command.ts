import * as E from 'fp-ts/lib/Either.js';
import { failure, misuse, type CliFault, type CliResult } from '../../cli/command.ts';
import type { OperateCommand } from '../command.ts';
import { eachStack } from '../engine/each-stack.ts';
import { withHold, type MayGoOn } from '../hold/with-hold.ts';
import type { Cdktf } from '../machine.ts';
import { commonHelp, commonOptions, readWords, type Asked } from '../options.ts';
import type { WarehouseLook } from '../outside/warehouse.ts';
import { withWarehouse } from '../outside/with-warehouse.ts';
import { differences } from '../plan/compare.ts';
import { plannedStack, readReviewed, type Reviewed } from '../plan/document.ts';
import { planStacks, type PlannedStacks } from '../plan/plan-stacks.ts';
import { askedOfStacks, engineHelp, engineOptions, type Chosen } from '../stacks.ts';
import { summarise } from '../summary.ts';
import { arrived } from './arrival.ts';
import { goBack } from './back.ts';
import { readBefore, type Before } from './before.ts';
import { recordDeploy } from './record.ts';
import { replaced, rolledFrom, type Rolled } from './roll.ts';
import { deployText, rolledText } from './told.ts';

interface Deploying {
  readonly asked: Asked;
  readonly chosen: Chosen;
  readonly reviewed: Reviewed;
  readonly warehouse: WarehouseLook;
  readonly cdktf: Cdktf;
  readonly mayGoOn: MayGoOn;
}

/** Left: something would be done that nobody reviewed, or the engine can't plan. */
const planned = async ({
  asked,
  chosen,
  reviewed,
}: Deploying): Promise<E.Either<CliFault, PlannedStacks>> => {
  const now = await planStacks(chosen, asked.machine);
  if (E.isLeft(now)) return E.left(failure(now.left));
  const others = differences(
    reviewed.stacks,
    Object.fromEntries(now.right.map(([stack, changes]) => [stack, plannedStack(changes)])),
  );
  return others.length === 0
    ? now
    : E.left(misuse(`${others.join('; ')}: nothing was done, plan and review again`));
};

/** Data did not come after a roll: what ran before is to run again. */
const undone = async (
  asked: Asked,
  before: Before,
  rolled: Rolled,
  why: string,
): Promise<CliFault> => {
  if (rolled.tag !== 'another')
    return failure(
      `${why}; ${rolled.tag === 'made' ? 'no listener ran before' : 'the listener is the one from before'}, so there is nothing to go back to`,
    );
  asked.machine.say(`${why}; going back to version ${rolled.from.version} of the launch template`);
  const back = await goBack(asked, before, rolled.from);
  return failure(
    E.isRight(back)
      ? `${why}; the listener of before runs again, by version ${rolled.from.version} of the launch template`
      : `${why}; and the way back failed: ${back.left}`,
  );
};

/** Left: nothing came of what was applied. */
const shown = async (
  { asked, warehouse }: Deploying,
  before: Before,
  sinceMs: number,
): Promise<E.Either<CliFault, Rolled>> => {
  const now = await asked.outside.group.read();
  const rolled = rolledFrom(before.group, now);
  const runs = rolled.tag === 'another' ? await replaced(asked, now) : E.right(undefined);
  if (E.isLeft(runs)) return E.left(await undone(asked, before, rolled, runs.left));
  asked.machine.say(rolledText(rolled));
  if (rolled.tag === 'absent' || rolled.tag === 'stopped') return E.right(rolled);
  const fromMs = rolled.tag === 'same' ? sinceMs : asked.machine.nowMs();
  const data = await arrived(asked, warehouse, fromMs);
  return E.isLeft(data) ? E.left(await undone(asked, before, rolled, data.left)) : E.right(rolled);
};

const carriedOut = async (deploying: Deploying): Promise<E.Either<CliFault, Rolled>> => {
  const { asked, chosen, cdktf, mayGoOn } = deploying;
  const before = await readBefore(asked.outside);
  const sinceMs = asked.machine.nowMs();
  const applied = await eachStack('deploy', chosen, cdktf, mayGoOn);
  if (E.isLeft(applied)) return applied;
  const stillOurs = await mayGoOn('waiting for data');
  return E.isLeft(stillOurs) ? stillOurs : shown(deploying, before, sinceMs);
};

const deployed = async (deploying: Deploying): Promise<CliResult> => {
  const { asked, chosen } = deploying;
  const changes = await planned(deploying);
  if (E.isLeft(changes)) return changes;
  const { environment } = asked.deployment;
  if (changes.right.every(([, each]) => each.length === 0)) {
    asked.machine.say('there is nothing to do');
    await summarise(asked, `### Deploy of ${environment}\n\nThere was nothing to do.`);
    return E.right(undefined);
  }
  const done = await carriedOut(deploying);
  await summarise(asked, deployText(environment, changes.right, done));
  if (E.isLeft(done)) return done;
  return recordDeploy(
    asked,
    chosen.stacks.map(({ name }) => name),
  );
};

export const deploy: OperateCommand = {
  name: 'deploy',
  summary: 'carries a reviewed plan out, and waits for data',
  help: `Usage: npm run operate -- deploy STACK… --reviewed FILE [options]

Plans again and stops where something would be done that was not reviewed; runs cdktf deploy on exactly these stacks,
one after the other; waits for the new instance of the listener, then until data has come into the lake and the raw
tables. Where none comes, the packed listener and the launch template of before are put back. Refused while another
operation is at work, or where the lake's bucket is in another region or somebody else's.

  --reviewed FILE     what plan --out FILE wrote
${commonHelp}
${engineHelp}

Examples:
  npm run operate -- deploy storage tables network stream --reviewed plan.json
  npm run operate -- deploy listener --reviewed plan.json --environment prod`,
  run: async (args, machine): Promise<CliResult> => {
    const given = readWords(args, {
      ...commonOptions,
      ...engineOptions,
      reviewed: { type: 'string' },
    });
    if (E.isLeft(given)) return given;
    const { values, positionals } = given.right;
    const about = await askedOfStacks(positionals, values, machine);
    if (E.isLeft(about)) return about;
    const { asked, chosen } = about.right;
    if (values.reviewed === undefined)
      return E.left(misuse('--reviewed FILE is missing: plan --out FILE writes it'));
    const reviewed = await readReviewed(values.reviewed, asked.deployment.environment);
    if (E.isLeft(reviewed)) return E.left(misuse(reviewed.left));
    const lake = await asked.outside.lakeFits();
    if (E.isLeft(lake)) return E.left(misuse(lake.left));
    return withWarehouse(asked, async (warehouse) => {
      const cdktf = await machine.cdktf();
      if (E.isLeft(cdktf)) return E.left(misuse(cdktf.left));
      const what = { asked, chosen, reviewed: reviewed.right, warehouse, cdktf: cdktf.right };
      return withHold(asked, { operation: 'deploy' }, (mayGoOn) => deployed({ ...what, mayGoOn }));
    });
  },
};
