import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliFault, type CliResult } from '../../cli/command.ts';
import { print, say } from '../../cli/say.ts';
import { faultOfAws } from '../../lake/aws/fault.ts';
import { ownerAskedOf, type OwnerAsked, type OwnerMachine } from '../owner/asked.ts';
import { clientsOf, type OwnerClients } from '../owner/clients.ts';
import { documentsIn } from '../owner/stacks.ts';
import { applyStack, wouldApply, type Adopted } from './apply-stack.ts';
import { deedLine, type Deed } from './deeds.ts';
import type { BootstrapOptions } from './options.ts';
import { prepare, type Prepared } from './prepare.ts';
import { stateBucket } from './state-bucket.ts';
import { bootstrapJson, bootstrapText } from './told.ts';

/** Of the stack `account`. */
const PROVIDER = 'aws_iam_openid_connect_provider.github';

const goesOn = 'what is done stays, and the same command goes on from there';

/** One after the other; each is told when it is done. Left: where it ended. */
const carryOut = async (
  { names, machine }: OwnerAsked,
  { s3 }: OwnerClients,
  { bucket, stacks, place, hasProvider }: Prepared,
  isDry: boolean,
): Promise<E.Either<CliFault, ReadonlyArray<Deed>>> => {
  const deeds: Array<Deed> = [];
  const done = (deed: Deed): void => {
    deeds.push(deed);
    machine.say(deedLine(deed));
  };
  if (bucket !== null) done(await stateBucket(s3, names, bucket === 'there', isDry));
  for (const stack of stacks) {
    const there: ReadonlyArray<Adopted> =
      stack.name === 'account' && hasProvider
        ? [{ address: PROVIDER, id: names.oidcProviderArn }]
        : [];
    const deed = isDry
      ? await wouldApply(stack, place, bucket !== 'absent')
      : await applyStack(stack, place, there);
    if (E.isLeft(deed))
      return E.left(failure(`stopped at the stack ${stack.name}; ${goesOn}: ${deed.left}`));
    done(deed.right);
  }
  return E.right(deeds);
};

/** What must be there before the first workflow. */
export const bootstrap = async (
  options: BootstrapOptions,
  machine: OwnerMachine,
): Promise<CliResult> => {
  const asked = ownerAskedOf(options.deployment, machine);
  if (E.isLeft(asked)) return asked;
  const clients = clientsOf(asked.right);
  try {
    const prepared = await prepare(asked.right, options, clients);
    if (E.isLeft(prepared)) return prepared;
    const deeds = await carryOut(asked.right, clients, prepared.right, options['dry-run']);
    if (E.isLeft(deeds)) return deeds;
    const documents = documentsIn(prepared.right.identity, asked.right);
    const done = { isDry: options['dry-run'], deeds: deeds.right, documents };
    machine.print(
      options.json
        ? JSON.stringify(bootstrapJson(asked.right, done))
        : bootstrapText(asked.right, done),
    );
    return E.right(undefined);
  } catch (error) {
    if (!(error instanceof Error && '$metadata' in error)) throw error;
    return E.left(
      failure(`AWS refused (${faultOfAws(error, 'AWS').code}: ${error.name}); ${goesOn}`),
    );
  }
};

/** What `cli/bootstrap.ts` loads. */
export const run = (options: BootstrapOptions): Promise<CliResult> =>
  bootstrap(options, { env: process.env, print, say, nowMs: Date.now });
