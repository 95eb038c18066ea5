import * as E from 'fp-ts/lib/Either.js';

/** Left: what is not as it should be. Right: what was seen. */
export type Outcome = E.Either<string, string>;

export interface Step {
  readonly act: string;
  /** Null: of all stacks. */
  readonly stack: string | null;
  readonly ms: number;
  readonly outcome: Outcome;
}

/** Carries a step out, tells it and keeps it. Resolves to whether it went as it should. */
export type Play = (
  act: string,
  stack: string | null,
  by: () => Promise<Outcome>,
) => Promise<boolean>;

/** @param tell is given each step as it ends */
export const steps = (
  tell: (step: Step) => void,
): { readonly play: Play; readonly done: ReadonlyArray<Step> } => {
  const done: Array<Step> = [];
  const play: Play = async (act, stack, by) => {
    const began = performance.now();
    const outcome = await by().catch((error: unknown) =>
      E.left(error instanceof Error ? error.message : String(error)),
    );
    const step = { act, stack, ms: performance.now() - began, outcome };
    done.push(step);
    tell(step);
    return E.isRight(outcome);
  };
  return { play, done };
};

/** One after the other, until one does not go as it should. */
export const inTurn = async <A>(
  all: ReadonlyArray<A>,
  by: (each: A) => Promise<boolean>,
): Promise<boolean> => {
  for (const each of all) if (!(await by(each))) return false;
  return true;
};

/** Two engines at a time: each waits much for its providers, which answer from one thread. */
const AT_A_TIME = 2;

/** Those that do not depend on each other; all are tried. */
export const sideBySide = async <A>(
  all: ReadonlyArray<A>,
  by: (each: A) => Promise<boolean>,
): Promise<boolean> => {
  const waiting = [...all];
  let isGood = true;
  const worker = async (): Promise<void> => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift())
      isGood = (await by(each)) && isGood;
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return isGood;
};
