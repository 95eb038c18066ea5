import { spawn } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { streamNames, streams } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { toBuildOnSnowflake } from '../../scripts/setup/environment.mjs';
import { setUpPython } from '../../scripts/setup/index.mjs';
import { root } from '../../scripts/setup/places.mjs';
import type { Deployment } from '../../stacks/config/deployment.ts';
import { FILE_VARIABLE, readDeployment } from '../../stacks/config/file.ts';
import { talks } from '../../stacks/monitoring/of-streams.ts';
import { snowflakeConfigOf } from '../../warehouse/snowflake/config.ts';
import { githubTokens } from '../../warehouse/snowflake/github-token.ts';
import type { QueryPort } from '../../warehouse/query-port.ts';
import { openSnowflake } from '../../warehouse/snowflake/reader.ts';
import { coverageSince } from './coverage.ts';
import { askFoundRows, forgetFoundRows } from './found-rows.ts';
import { askedAs, settingsOf } from './settings.ts';

const usage = `Usage: npm run dbt -- COMMAND [options of dbt]

dbt on Snowflake, as the configuration in ${FILE_VARIABLE} names it: database, warehouse and
role are those that were deployed. In a workflow its user is known by GitHub's token; elsewhere say
who you are, by SNOWFLAKE_USER, SNOWFLAKE_AUTHENTICATOR=snowflake_jwt and SNOWFLAKE_PRIVATE_KEY_PATH.
What dbt writes lies in dbt/target. Exit codes: 0 done, 1 failed, 2 wrong usage.

Examples:
  npm run dbt -- source freshness
  npm run dbt -- build
  npm run dbt -- build --select gold`;

const project = join(root, 'dbt');
const places = ['--target', 'snowflake', '--project-dir', project, '--profiles-dir', project];

/** How fresh it is is not asked of what no backend of the network sends. */
const withoutSilent = (
  args: ReadonlyArray<string>,
  { network }: Deployment,
): ReadonlyArray<string> => {
  if (args[0] !== 'source' || args[1] !== 'freshness') return args;
  const silent = streamNames.filter((stream) => !talks(stream, network));
  return [
    ...args,
    ...silent.flatMap((stream) => ['--exclude', `source:raw.${streams[stream].table}`]),
  ];
};

const runDbt = (
  python: string,
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const words = ['-m', 'dbt.cli.main', ...args, ...places, '--no-version-check'];
    spawn(python, words, { env, stdio: 'inherit' })
      .once('error', reject)
      .once('close', (code) => resolve(code ?? 1));
  });

/** Somebody to ask what dbt has built, as the same user. */
const opened = async (env: NodeJS.ProcessEnv): Promise<E.Either<string, QueryPort>> =>
  E.bimap(
    (faults: ReadonlyArray<string>) => faults.join(' '),
    openSnowflake,
  )(await snowflakeConfigOf(askedAs(env)));

/** Tells a person who looks at the job later how much is known of what is new. Resolves to why it could not. */
const tellCoverage = async (
  summary: string,
  env: NodeJS.ProcessEnv,
  sinceMs: number,
): Promise<string | null> => {
  const port = await opened(env);
  if (E.isLeft(port)) return port.left;
  const told = await coverageSince(port.right, sinceMs);
  await port.right.close();
  if (E.isLeft(told)) return told.left;
  await appendFile(summary, `${told.right}\n\n`);
  return null;
};

/** Builds, and asks what came of it: which rows tests found, and what is covered. Resolves to dbt's exit code. */
const built = async (
  python: string,
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
): Promise<number> => {
  const target = env['DBT_TARGET_PATH'] ?? join(project, 'target');
  await forgetFoundRows(target);
  const sinceMs = Date.now();
  const code = await runDbt(python, args, env);
  const untold = code === 0 ? null : await askFoundRows(target, sinceMs, () => opened(env));
  if (untold !== null) say(`which rows the tests found is not told: ${untold}`);
  const summary = env['GITHUB_STEP_SUMMARY'] ?? '';
  if (args[0] !== 'build' || summary === '') return code;
  const uncovered = await tellCoverage(summary, env, sinceMs);
  if (uncovered !== null) say(`what is covered is not told: ${uncovered}`);
  return code;
};

/** Resolves to the exit code. */
export const dbtCommand = async (
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
): Promise<number> => {
  if (args.length === 0 || args[0] === '--help') {
    say(usage);
    return args.length === 0 ? 2 : 0;
  }
  const deployment = readDeployment(env[FILE_VARIABLE]);
  if (E.isLeft(deployment)) {
    say(deployment.left.join('\n'));
    return 2;
  }
  const python = env['BITCOIN_PIPELINE_PYTHON'] ?? (await setUpPython(toBuildOnSnowflake));
  // asked last: it lasts minutes, and dbt opens its sessions with it at once
  const token = await TE.tryCatch(
    async () => (await githubTokens(env)?.()) ?? null,
    (error) => (error instanceof Error ? error.message : String(error)),
  )();
  if (E.isLeft(token)) {
    say(token.left);
    return 1;
  }
  const asked = withoutSilent(args, deployment.right);
  return built(python, asked, { ...settingsOf(deployment.right, token.right), ...env }, say);
};
