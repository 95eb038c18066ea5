import * as E from 'fp-ts/lib/Either.js';
import { findEngine } from '../preflight/engine.ts';
import { readOptions } from './options.ts';
import { rehearse } from './rehearse.ts';
import { documentOf, lastLineOf, lineOf } from './told.ts';

const USAGE = `Usage: npm run rehearse -- [--out cdktf.out] [--engine PROGRAM] [--json]

Drives Terraform or OpenTofu over the synthesised stacks, before providers of our own that make nothing real: they
are made, planned again, changed, destroyed but for what is kept, and made again with a failure half way.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 skipped, since there is no engine (a failure where CI is set).`;

const SKIPPED = 3;

/** Where the command tells what it does. */
export interface Streams {
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
}

const isCi = (env: NodeJS.ProcessEnv): boolean => !['', 'false', '0'].includes(env['CI'] ?? '');

/** Resolves to the exit code. */
export const command = async (
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  { print, say }: Streams,
): Promise<number> => {
  const options = readOptions(args);
  if (E.isLeft(options)) {
    say(`${options.left}\n${USAGE}`);
    return 2;
  }
  if (options.right.help) {
    print(USAGE);
    return 0;
  }
  const { out, engine: named, json } = options.right;
  const engine = await findEngine(named, env);
  if (E.isLeft(engine)) {
    const isSkipped = engine.left.tag === 'none' && !isCi(env);
    say(`${isSkipped ? 'skipped: ' : ''}${engine.left.message}`);
    return isSkipped ? SKIPPED : 1;
  }
  const { name, version, program } = engine.right;
  say(`${name} ${version} (${program})`);
  const rehearsed = await rehearse(out, engine.right, (step) => say(lineOf(step)));
  if (E.isLeft(rehearsed)) {
    say(rehearsed.left);
    return 1;
  }
  say(lastLineOf(rehearsed.right));
  if (json) print(JSON.stringify(documentOf(rehearsed.right)));
  return rehearsed.right.isGood ? 0 : 1;
};
