import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliResult } from '../cli/command.ts';
import { faultOfAws } from '../lake/aws/fault.ts';
import { backfill } from './backfill/command.ts';
import type { OperateCommand } from './command.ts';
import { dbtReport } from './dbt-report/command.ts';
import { deploy } from './deploy/command.ts';
import { destroy } from './destroy/command.ts';
import { listener } from './listener/command.ts';
import type { Machine } from './machine.ts';
import { plan } from './plan/command.ts';

export const commands: ReadonlyArray<OperateCommand> = [
  plan,
  deploy,
  destroy,
  listener,
  dbtReport,
  backfill,
];

const help = `Deploys, runs and stops an environment, from a workflow or by hand.

Usage: npm run operate -- COMMAND [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(11)} ${summary}`).join('\n')}

npm run operate -- COMMAND --help tells the options of one command; docs/operate.md tells more.
Exit codes: 0 done, 1 failed, 2 wrong usage or refused, nothing touched.`;

/** Of AWS's clients, before anybody answered: they have neither a code nor metadata. */
const unanswered = /^(CredentialsProviderError|TokenProviderError|TimeoutError)$/;

const isOfAService = (error: unknown): error is Error =>
  error instanceof Error &&
  ('$metadata' in error || 'code' in error || unanswered.test(error.name));

/** Of this machine's files or programs: Node's sentence names it. */
const isOfTheSystem = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error && 'path' in error;

/** What a service refused is told by names and numbers alone; anything else is a mistake of ours. */
const told = (error: unknown): CliResult => {
  if (isOfTheSystem(error)) return E.left(failure(error.message));
  if (!isOfAService(error)) throw error;
  return E.left(
    failure(
      error.name === 'CredentialsProviderError'
        ? 'there are no credentials of AWS: log in, or name a profile by AWS_PROFILE, and try again'
        : faultOfAws(error, 'AWS').message,
    ),
  );
};

/** Runs one command; resolves to the exit code. */
export const main = async (args: ReadonlyArray<string>, machine: Machine): Promise<number> => {
  const { print, say } = machine;
  const [name, ...rest] = args;
  const command = commands.find((each) => each.name === name);
  if (name === '--help' || name === 'help') {
    print(help);
    return 0;
  }
  if (command === undefined) {
    say(
      `operate: ${name === undefined ? 'say which command' : `no command "${name}"`}; see --help`,
    );
    return 2;
  }
  if (rest.includes('--help')) {
    print(command.help);
    return 0;
  }
  const result = await command.run(rest, machine).catch(told);
  if (E.isRight(result)) return 0;
  say(`operate ${command.name}: ${result.left.message}`);
  return result.left.exit;
};
