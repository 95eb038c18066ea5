import * as E from 'fp-ts/lib/Either.js';
import { findEngine, type Engine } from '../preflight/engine.ts';
import { readOptions, type Options } from './options.ts';
import type { Rehearsed } from './rehearse.ts';
import type { Step } from './step.ts';
import { documentOf, lastLineOf, lineOf } from './told.ts';

const SKIPPED = 3;

/** Where a command tells what it does. */
export interface Streams {
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
}

/** Why a rehearsal does not begin. missing: something that this machine does not have. */
export interface Obstacle {
  readonly tag: 'missing' | 'fault';
  readonly message: string;
}

export const fault = (message: string): Obstacle => ({ tag: 'fault', message });

export interface Asked {
  readonly out: string;
  readonly engine: Engine;
  readonly own: Options['own'];
  readonly say: Streams['say'];
  readonly tell: (step: Step) => void;
}

/** What is rehearsed. */
export interface Course {
  readonly usage: string;
  /** Names of options that only it has; each takes a text. */
  readonly options?: ReadonlyArray<string>;
  readonly rehearse: (asked: Asked) => Promise<E.Either<Obstacle, Rehearsed>>;
}

const standard: Streams = {
  print: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
};

const isCi = (env: NodeJS.ProcessEnv): boolean => !['', 'false', '0'].includes(env['CI'] ?? '');

/** Whatever is missing may be missing, but where everything ought to be there. */
const stopAt = ({ tag, message }: Obstacle, env: NodeJS.ProcessEnv, { say }: Streams): number => {
  const isSkipped = tag === 'missing' && !isCi(env);
  say(`${isSkipped ? 'skipped: ' : ''}${message}`);
  return isSkipped ? SKIPPED : 1;
};

/** Resolves to the exit code. */
export const command = async (
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  course: Course,
  streams: Streams = standard,
): Promise<number> => {
  const { print, say } = streams;
  const options = readOptions(args, course.options);
  if (E.isLeft(options)) {
    say(`${options.left}\n${course.usage}`);
    return 2;
  }
  if (options.right.help) {
    print(course.usage);
    return 0;
  }
  const { out, engine: named, json, own } = options.right;
  const engine = await findEngine(named, env);
  if (E.isLeft(engine)) {
    const { tag, message } = engine.left;
    return stopAt({ tag: tag === 'none' ? 'missing' : 'fault', message }, env, streams);
  }
  const { name, version, program } = engine.right;
  say(`${name} ${version} (${program})`);
  const tell = (step: Step): void => say(lineOf(step));
  const rehearsed = await course.rehearse({ out, engine: engine.right, own, say, tell });
  if (E.isLeft(rehearsed)) return stopAt(rehearsed.left, env, streams);
  say(lastLineOf(rehearsed.right));
  if (json) print(JSON.stringify(documentOf(rehearsed.right)));
  return rehearsed.right.isGood ? 0 : 1;
};
