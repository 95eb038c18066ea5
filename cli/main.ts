import * as E from 'fp-ts/lib/Either.js';
import type { Command } from './command.ts';
import { ddl } from './ddl.ts';
import { listen } from './listen.ts';
import { load } from './load.ts';
import { poll } from './poll.ts';
import { version } from './program.ts';
import { replay } from './replay.ts';
import { run } from './run.ts';
import { print, say } from './say.ts';
import { simulate } from './simulate.ts';
import { state } from './state.ts';

const commands: ReadonlyArray<Command> = [run, listen, poll, load, state, replay, ddl, simulate];

const help = `bitcoin-pipeline ${version}
Public Bitcoin feeds become warehouse tables that say what they know and what they missed.

Usage: bitcoin-pipeline <command> [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

bitcoin-pipeline <command> --help tells the options of one command.
Exit codes: 0 done, 1 failed, 2 wrong usage.`;

/** Runs one command; resolves to the exit code. */
export const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const [name, ...rest] = args;
  if (name === '--help' || name === 'help') {
    print(help);
    return 0;
  }
  if (name === '--version') {
    print(version);
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    say(
      name === undefined
        ? 'bitcoin-pipeline: say which command; see --help'
        : `bitcoin-pipeline: no command "${name}"; see --help`,
    );
    return 2;
  }
  if (rest.includes('--help')) {
    print(command.help);
    return 0;
  }
  const result = await command.run(rest);
  if (E.isRight(result)) return 0;
  say(`bitcoin-pipeline ${command.name}: ${result.left.message}`);
  return result.left.exit;
};
