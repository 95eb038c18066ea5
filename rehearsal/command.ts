import * as E from 'fp-ts/lib/Either.js';
import { findEngine } from '../preflight/engine.ts';
import type { Act } from './course/scene.ts';
import { readOptions } from './options.ts';
import { rehearse } from './rehearse.ts';
import { documentOf, lastLineOf, lineOf } from './told.ts';

const SKIPPED = 3;

/** Where a command tells what it does. */
export interface Streams {
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
}

/** What is rehearsed. */
export interface Course {
  readonly usage: string;
  /** Left: why they cannot be played here. */
  readonly acts: (say: Streams['say']) => Promise<E.Either<string, ReadonlyArray<Act>>>;
}

const standard: Streams = {
  print: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
};

const isCi = (env: NodeJS.ProcessEnv): boolean => !['', 'false', '0'].includes(env['CI'] ?? '');

/** Resolves to the exit code. */
export const command = async (
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  course: Course,
  { print, say }: Streams = standard,
): Promise<number> => {
  const options = readOptions(args);
  if (E.isLeft(options)) {
    say(`${options.left}\n${course.usage}`);
    return 2;
  }
  if (options.right.help) {
    print(course.usage);
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
  const acts = await course.acts(say);
  if (E.isLeft(acts)) {
    say(acts.left);
    return 1;
  }
  const rehearsed = await rehearse(out, engine.right, acts.right, (step) => say(lineOf(step)));
  if (E.isLeft(rehearsed)) {
    say(rehearsed.left);
    return 1;
  }
  say(lastLineOf(rehearsed.right));
  if (json) print(JSON.stringify(documentOf(rehearsed.right)));
  return rehearsed.right.isGood ? 0 : 1;
};
