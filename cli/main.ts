import * as E from 'fp-ts/lib/Either.js';
import type { Command } from './command.ts';
import { version } from './program.ts';
import { print, say } from './say.ts';

/** Each is loaded when it is asked for: what a dashboard needs takes its time, and a listener needs none of it. */
const commands = new Map<string, () => Promise<Command>>([
  ['run', async () => (await import('./run.ts')).run],
  ['listen', async () => (await import('./listen.ts')).listen],
  ['poll', async () => (await import('./poll.ts')).poll],
  ['backfill', async () => (await import('./backfill.ts')).backfill],
  ['load', async () => (await import('./load.ts')).load],
  ['dashboard', async () => (await import('./dashboard.ts')).dashboard],
  ['state', async () => (await import('./state.ts')).state],
  ['replay', async () => (await import('./replay.ts')).replay],
  ['ddl', async () => (await import('./ddl.ts')).ddl],
  ['cost', async () => (await import('./cost.ts')).cost],
  ['bootstrap', async () => (await import('./bootstrap.ts')).bootstrap],
  ['doctor', async () => (await import('./doctor.ts')).doctor],
  ['simulate', async () => (await import('./simulate.ts')).simulate],
]);

const help = async (): Promise<string> => {
  const all = await Promise.all([...commands.values()].map((load) => load()));
  return `bitcoin-pipeline ${version}
Public Bitcoin feeds become warehouse tables that say what they know and what they missed.

Usage: bitcoin-pipeline <command> [options]

${all.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

bitcoin-pipeline <command> --help tells the options of one command.
Exit codes: 0 done, 1 failed, 2 wrong usage.`;
};

/** Runs one command; resolves to the exit code. */
export const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const [name, ...rest] = args;
  if (name === '--help' || name === 'help') {
    print(await help());
    return 0;
  }
  if (name === '--version') {
    print(version);
    return 0;
  }
  const load = commands.get(name ?? '');
  if (load === undefined) {
    say(
      name === undefined
        ? 'bitcoin-pipeline: say which command; see --help'
        : `bitcoin-pipeline: no command "${name}"; see --help`,
    );
    return 2;
  }
  const command = await load();
  if (rest.includes('--help')) {
    print(command.help);
    return 0;
  }
  const result = await command.run(rest);
  if (E.isRight(result)) return 0;
  say(`bitcoin-pipeline ${command.name}: ${result.left.message}`);
  return result.left.exit;
};
