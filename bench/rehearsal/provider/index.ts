import { parseArgs } from 'node:util';
import { lastLine } from '../../../scripts/setup/run.mjs';
import { buildProvider, VERSION } from './build.ts';

const usage = `Usage: npm run rehearse:provider -- DIR [--go PROGRAM]

Builds the AWS provider ${VERSION} from Go's module proxy into DIR, for npm run rehearse:aws -- --providers DIR: of its
services those that the stacks have, and what these need. Takes Go 1.24 or newer and some minutes.

Example:
  npm run rehearse:provider -- ../providers`;

/** No such program, as `run` and shells say it. */
const NOT_FOUND = 127;

const refuse = (why: string): void => {
  process.stderr.write(`${why}\n${usage}\n`);
  process.exitCode = 2;
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { go: { type: 'string', default: 'go' }, help: { type: 'boolean', default: false } },
  });
  const [folder, ...more] = positionals;
  if (values.help) process.stdout.write(`${usage}\n`);
  else if (folder === undefined || more.length > 0) refuse('name one folder');
  else {
    const built = await buildProvider(folder, values.go, (text) =>
      process.stderr.write(`${text}\n`),
    );
    if (built.code === 0) return;
    process.stderr.write(
      built.code === NOT_FOUND
        ? `there is no program ${values.go}: install Go, or name it with --go\n`
        : `the provider does not build: ${lastLine(built.output)}\n`,
    );
    process.exitCode = 1;
  }
};

await main().catch((error: unknown) =>
  refuse(error instanceof Error ? error.message : String(error)),
);
