import * as E from 'fp-ts/lib/Either.js';
import { misuse, type CliFault } from '../../cli/command.ts';
import { checkBucket } from '../../preflight/bucket.ts';
import { findEngine } from '../../preflight/engine.ts';
import { readSynthesised, type Stack } from '../../rehearsal/synthesised.ts';
import type { EnginePlace } from '../machine.ts';
import { checkAccount } from '../owner/account.ts';
import type { OwnerAsked } from '../owner/asked.ts';
import type { OwnerClients } from '../owner/clients.ts';
import { providerAudiences, providerFits } from '../owner/oidc-provider.ts';
import { isOfConfiguration, stackNamed } from '../owner/stacks.ts';
import type { BootstrapOptions } from './options.ts';
import { synthesise } from './synthesise.ts';

/** What is known before anything is touched. */
export interface Prepared {
  readonly place: EnginePlace;
  /** In the order in which they are applied. */
  readonly stacks: ReadonlyArray<Stack>;
  readonly identity: Stack;
  /** Null: states lie on this machine. */
  readonly bucket: 'absent' | 'there' | null;
  /** Whether the account has a provider of GitHub tokens. */
  readonly hasProvider: boolean;
}

/** Applied by who owns the accounts and by nobody else: first what others need. */
const BY_OWNER = ['account', 'identity', 'access'] as const;

/** By which the engine's provider logs in to Snowflake; one of them is there, or it can't. */
const LOGINS = ['SNOWFLAKE_USER', 'SNOWFLAKE_PROFILE', 'SNOWFLAKE_TOKEN'] as const;
/** Nobody else makes a resource monitor. */
const SNOWFLAKE_ROLE = 'ACCOUNTADMIN';

const snowflakeLogin = (env: NodeJS.ProcessEnv): E.Either<string, NodeJS.ProcessEnv> =>
  LOGINS.some((name) => (env[name] ?? '') !== '')
    ? E.right({ ...env, SNOWFLAKE_ROLE: env['SNOWFLAKE_ROLE'] ?? SNOWFLAKE_ROLE })
    : E.left(
        `nobody is named who may make users of Snowflake: set SNOWFLAKE_USER and SNOWFLAKE_AUTHENTICATOR, with what belongs to it, as somebody with the role ${SNOWFLAKE_ROLE}`,
      );

const bucketState = async (
  { deployment, names }: OwnerAsked,
  { s3 }: OwnerClients,
): Promise<E.Either<string, Prepared['bucket']>> =>
  deployment.state === 'local'
    ? E.right(null)
    : checkBucket(s3, {
        holds: 'states',
        name: names.state,
        region: deployment.region,
        account: deployment.awsAccount,
      });

const synthesisedIn = async (
  asked: OwnerAsked,
  folder: string,
): Promise<E.Either<string, Pick<Prepared, 'stacks' | 'identity'>>> => {
  const all = await readSynthesised(folder);
  if (E.isLeft(all)) return all;
  const identity = stackNamed(all.right, 'identity');
  if (identity === undefined || !isOfConfiguration(identity, asked))
    return E.left(`${folder} was synthesised from another configuration: npm run synth`);
  return E.right({
    identity,
    stacks: BY_OWNER.flatMap((name) => stackNamed(all.right, name) ?? []),
  });
};

/** Everything that may be wrong is asked first. Left: what is, and nothing was touched. */
export const prepare = async (
  asked: OwnerAsked,
  options: BootstrapOptions,
  clients: OwnerClients,
): Promise<E.Either<CliFault, Prepared>> => {
  const { deployment, names, machine, file } = asked;
  const engine = await findEngine(options.engine, machine.env);
  if (E.isLeft(engine)) return E.left(misuse(engine.left.message));
  const env = snowflakeLogin(machine.env);
  if (E.isLeft(env)) return E.left(misuse(env.left));
  const who = await checkAccount(clients.sts, deployment.awsAccount);
  if (E.isLeft(who)) return E.left(misuse(who.left));
  machine.say(`as ${who.right}, with ${engine.right.name} ${engine.right.version}`);
  const bucket = await bucketState(asked, clients);
  if (E.isLeft(bucket)) return E.left(misuse(bucket.left));
  const audiences = await providerAudiences(clients.iam, names.oidcProviderArn);
  const fits = providerFits(deployment.githubOidcProvider, names.oidcProviderArn, audiences);
  if (E.isLeft(fits)) return E.left(misuse(fits.left));
  const out =
    options.synthesised === undefined
      ? await synthesise(file, machine.env, machine.say)
      : E.right(options.synthesised);
  if (E.isLeft(out)) return E.left(misuse(out.left));
  const synthesised = await synthesisedIn(asked, out.right);
  if (E.isLeft(synthesised)) return E.left(misuse(synthesised.left));
  return E.right({
    ...synthesised.right,
    place: { out: out.right, engine: engine.right, env: env.right },
    bucket: bucket.right,
    hasProvider: audiences !== null,
  });
};
