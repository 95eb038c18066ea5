import * as E from 'fp-ts/lib/Either.js';
import type { Engine } from '../../preflight/engine.ts';
import { accountOfAll, type Account } from '../../rehearsal/aws/account.ts';
import { cutToAws, type Cut } from '../../rehearsal/aws/cut.ts';
import { knownDrift } from '../../rehearsal/aws/known-drift.ts';
import {
  providersIn,
  providersOfRegistry,
  tryProviders,
  type Providers,
} from '../../rehearsal/aws/providers.ts';
import { secondPlan } from '../../rehearsal/aws/second-plan.ts';
import { openAwsStage } from '../../rehearsal/aws/stage.ts';
import { fault, type Asked, type Course, type Obstacle } from '../../rehearsal/command.ts';
import { make } from '../../rehearsal/course/create.ts';
import { refusePlan } from '../../rehearsal/course/destroy.ts';
import { prepare } from '../../rehearsal/course/prepare.ts';
import { perform, type Rehearsed } from '../../rehearsal/rehearse.ts';
import { readSynthesised, type Stack } from '../../rehearsal/synthesised.ts';
import { openHere } from './here.ts';
import { destroyAndLook } from './left.ts';
import { otherwiseIn } from './otherwise.ts';
import { use } from './use.ts';

const missing = (message: string): Obstacle => ({ tag: 'missing', message });

const sayCuts = (
  stacks: ReadonlyArray<Stack>,
  cuts: ReadonlyArray<Cut>,
  say: Asked['say'],
): void => {
  for (const { name } of stacks)
    if (!cuts.some(({ stack }) => stack.name === name))
      say(`left out: ${name}, of which nothing is of AWS`);
  for (const { stack, without } of cuts)
    if (without.length > 0)
      say(`cut down: ${stack.name}, without ${without.length} that are not of AWS or need those`);
};

const findProviders = async (
  folder: string | undefined,
  engine: Engine,
  version: string,
): Promise<E.Either<Obstacle, Providers>> => {
  if (folder !== undefined) return E.mapLeft(missing)(await providersIn(folder, engine, version));
  const providers = providersOfRegistry();
  const tried = await tryProviders(providers, engine, version);
  return E.isRight(tried)
    ? E.right(providers)
    : E.left(
        missing(
          `the AWS provider ${version} does not come from the registry; name a folder that has it with --providers (docs/rehearsal.md)\n${tried.left}`,
        ),
      );
};

const playOn = async (
  { out, engine, tell }: Asked,
  stacks: ReadonlyArray<Stack>,
  account: Account,
  providers: Providers,
): Promise<E.Either<Obstacle, Rehearsed>> => {
  const here = await openHere(account);
  try {
    const setting = {
      stacks,
      engine,
      providers,
      account,
      cloud: here,
      otherwise: otherwiseIn(here),
    };
    return E.mapLeft(fault)(
      await perform(
        engine,
        () => openAwsStage(out, setting),
        [prepare, make, secondPlan(knownDrift), refusePlan, use(here), destroyAndLook(here)],
        tell,
      ),
    );
  } finally {
    await here.close();
  }
};

/** The stacks of AWS with the real provider, before a server that stands for AWS. */
export const awsCourse: Course = {
  usage: `Usage: npm run rehearse:aws -- [--providers DIR] [--out cdktf.out] [--engine PROGRAM] [--json]

Drives Terraform or OpenTofu with the real AWS provider over what is of AWS in the synthesised stacks, before ministack
on this machine: they are made and planned again, a destroy of what holds data is refused, what was deployed is used
(the listener and the poller run, objects come into the lake, an alarm goes off when data stops), and all but what is
kept is destroyed. The provider comes from the engine's registry, or from DIR, a filesystem mirror outside the project.

  npm run rehearse:aws -- --providers ../providers

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 skipped, since there is no engine or provider (a failure where CI is set).`,
  options: ['providers'],
  rehearse: async (asked) => {
    const stacks = await readSynthesised(asked.out);
    if (E.isLeft(stacks)) return E.mapLeft(fault)(stacks);
    const cuts = stacks.right.map(cutToAws).filter((cut) => cut !== null);
    const ofAws = cuts.map(({ stack }) => stack);
    const account = accountOfAll(ofAws);
    if (E.isLeft(account)) return E.mapLeft(fault)(account);
    const { version } = account.right;
    const providers = await findProviders(asked.own['providers'], asked.engine, version);
    if (E.isLeft(providers)) return providers;
    sayCuts(stacks.right, cuts, asked.say);
    return playOn(asked, ofAws, account.right, providers.right);
  },
};
