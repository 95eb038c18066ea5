import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Engine } from '../preflight/engine.ts';
import { change } from './course/change.ts';
import { create } from './course/create.ts';
import { destroy, refuse } from './course/destroy.ts';
import { prepare } from './course/prepare.ts';
import { redeploy } from './course/redeploy.ts';
import type { Act } from './course/scene.ts';
import { openMadeUpStage } from './made-up-stage.ts';
import type { Stage } from './stage.ts';
import { inTurn, steps, type Step } from './step.ts';
import { readSynthesised } from './synthesised.ts';

/** In turn; the first step that does not go as it should is the last. */
export const acts: ReadonlyArray<Act> = [prepare, create, change, destroy, refuse, redeploy];

export interface Rehearsed {
  readonly engine: Engine;
  /** In the order in which they are made. */
  readonly stacks: ReadonlyArray<string>;
  readonly steps: ReadonlyArray<Step>;
  readonly isGood: boolean;
  readonly ms: number;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/**
 * Opens a stage, plays a course on it and closes it. Left: it does not open.
 * @param tell is given each step as it ends
 */
export const perform = async <S extends Stage>(
  engine: Engine,
  open: () => Promise<S>,
  course: ReadonlyArray<Act<S>>,
  tell: (step: Step) => void = () => undefined,
): Promise<E.Either<string, Rehearsed>> => {
  const began = performance.now();
  const opened = await TE.tryCatch(open, messageOf)();
  if (E.isLeft(opened)) return opened;
  const stage = opened.right;
  try {
    const { play, done } = steps(tell);
    const isGood = await inTurn(course, (act) => act({ stage, play }));
    return E.right({
      engine,
      stacks: stage.staged.map(({ stack }) => stack.name),
      steps: done,
      isGood,
      ms: performance.now() - began,
    });
  } finally {
    await stage.close();
  }
};

/**
 * Drives an engine over all stacks of a `cdktf.out`, before providers of our own that make nothing real. Left: the
 * output cannot be read, or has a type that no binding knows.
 */
export const rehearse = async (
  out: string,
  engine: Engine,
  course: ReadonlyArray<Act>,
  tell?: (step: Step) => void,
): Promise<E.Either<string, Rehearsed>> => {
  const stacks = await readSynthesised(out);
  if (E.isLeft(stacks)) return stacks;
  return perform(engine, () => openMadeUpStage(out, stacks.right, engine), course, tell);
};
