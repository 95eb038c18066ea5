import { parseArgs, type ParseArgsConfig } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { misread, misuse, type CliFault } from '../cli/command.ts';
import type { Deployment } from '../stacks/config/deployment.ts';
import { FILE_VARIABLE, readDeployment } from '../stacks/config/file.ts';
import { namesOf, type Names } from '../stacks/names.ts';
import type { Machine } from './machine.ts';
import { outsideOf, type Outside } from './outside/index.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Of every command. */
export const commonOptions = {
  deployment: { type: 'string' },
  environment: { type: 'string' },
  summary: { type: 'string' },
} as const;

export const commonHelp = `  --deployment FILE   the configuration (default by ${FILE_VARIABLE})
  --summary FILE      appends what was done, as Markdown (default by GITHUB_STEP_SUMMARY)
  --environment NAME  refused unless the configuration is of that environment`;

/** Reads options and words. Left: a misuse that names it. */
export const readWords = <O extends Options>(args: ReadonlyArray<string>, options: O) =>
  E.tryCatch(
    () => parseArgs({ args: [...args], options, strict: true, allowPositionals: true }),
    misread,
  );

/** Which deployment a command is about, and who wants it. */
export interface Asked {
  readonly deployment: Deployment;
  readonly names: Names;
  readonly outside: Outside;
  readonly who: string;
  readonly machine: Machine;
  /** Null: nobody wants one. */
  readonly summary: string | null;
}

/** Who wants it: a person by the run of their workflow, else the user of this machine. */
const whoIn = (env: NodeJS.ProcessEnv): string => {
  const { GITHUB_ACTOR, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  if (GITHUB_ACTOR === undefined) return env['USER'] ?? env['USERNAME'] ?? 'somebody';
  const run = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  return GITHUB_RUN_ID === undefined ? GITHUB_ACTOR : `${GITHUB_ACTOR} (${run})`;
};

export interface Given {
  readonly deployment?: string | undefined;
  readonly environment?: string | undefined;
  readonly summary?: string | undefined;
}

const notEmpty = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text;

/** Nothing is asked of anybody yet. */
export const askedOf = (given: Given, machine: Machine): E.Either<CliFault, Asked> => {
  const { env } = machine;
  const read = readDeployment(given.deployment ?? env[FILE_VARIABLE]);
  if (E.isLeft(read)) return E.left(misuse(read.left.join('\n')));
  const deployment = read.right;
  if (given.environment !== undefined && given.environment !== deployment.environment)
    return E.left(
      misuse(
        `--environment ${given.environment}: the configuration is of ${deployment.environment}; name that one, or another configuration`,
      ),
    );
  const names = namesOf(deployment);
  return E.right({
    deployment,
    names,
    outside: outsideOf(deployment, names, machine),
    who: whoIn(env),
    machine,
    summary: notEmpty(given.summary ?? env['GITHUB_STEP_SUMMARY']),
  });
};
