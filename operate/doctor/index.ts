import { resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliResult } from '../../cli/command.ts';
import { print, say } from '../../cli/say.ts';
import { findEngine } from '../../preflight/engine.ts';
import { root } from '../../scripts/setup/places.mjs';
import { checkAccount } from '../owner/account.ts';
import { ownerAskedOf, type OwnerAsked, type OwnerMachine } from '../owner/asked.ts';
import { clientsOf } from '../owner/clients.ts';
import { awsFindings } from './aws.ts';
import { deployedFindings } from './deployed.ts';
import { findingsText, missing, there, unseen, type Finding } from './finding.ts';
import { githubFindings } from './github.ts';
import type { Looking } from './looking.ts';
import type { DoctorOptions } from './options.ts';
import { snowflakeFindings } from './snowflake.ts';
import { tokenFindings } from './tokens.ts';

const engineFinding = async (
  named: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<Finding> => {
  const engine = await findEngine(named, env);
  return E.isLeft(engine)
    ? missing('engine', engine.left.message, 'install it, or name it')
    : there('engine', `${engine.right.name} ${engine.right.version}`);
};

/** Nothing of AWS is looked at by credentials of another account: what is there would be somebody else's. */
const inAws = async (looking: Looking): Promise<ReadonlyArray<Finding>> => {
  const { deployment } = looking.asked;
  const who = await checkAccount(looking.clients.sts, deployment.awsAccount);
  const what = `account ${deployment.awsAccount}`;
  return E.isLeft(who)
    ? [
        missing(what, who.left, 'aws sts get-caller-identity, until it says that account'),
        unseen('all else in AWS', 'not by these credentials'),
      ]
    : [there(what, `as ${who.right}`), ...(await awsFindings(looking))];
};

const isOfAccount = (findings: ReadonlyArray<Finding>): boolean => findings[0]?.state === 'there';

const looked = async (
  asked: OwnerAsked,
  options: DoctorOptions,
): Promise<ReadonlyArray<Finding>> => {
  const looking: Looking = {
    asked,
    clients: clientsOf(asked),
    synthesised: resolve(root, options.synthesised),
  };
  const aws = await inAws(looking);
  return [
    there('configuration', `environment ${asked.deployment.environment} in ${asked.file}`),
    await engineFinding(options.engine, asked.machine.env),
    ...aws,
    ...(await tokenFindings(looking, options.subject)),
    ...(await snowflakeFindings(asked)),
    ...(await githubFindings(asked)),
    ...(isOfAccount(aws) ? await deployedFindings(looking) : []),
  ];
};

/** What is missing of a deployment, in the order in which to do it. Changes nothing. */
export const doctor = async (options: DoctorOptions, machine: OwnerMachine): Promise<CliResult> => {
  const asked = ownerAskedOf(options.deployment, machine);
  const findings = E.isLeft(asked)
    ? [
        missing('configuration', asked.left.message, 'docs/first-deployment.md, step 2'),
        unseen('all else', 'it follows from the configuration'),
      ]
    : await looked(asked.right, options);
  const lacks = findings.filter(({ state }) => state === 'missing').length;
  machine.print(
    options.json ? JSON.stringify({ isWhole: lacks === 0, findings }) : findingsText(findings),
  );
  return lacks === 0 ? E.right(undefined) : E.left(failure(`${lacks} missing`));
};

/** What `cli/doctor.ts` loads. */
export const run = (options: DoctorOptions): Promise<CliResult> =>
  doctor(options, { env: process.env, print, say, nowMs: Date.now });
