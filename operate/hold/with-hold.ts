import * as E from 'fp-ts/lib/Either.js';
import { failure, misuse, type CliFault, type CliResult } from '../../cli/command.ts';
import type { Asked } from '../options.ts';
import { takeHold } from './take.ts';

/** What a step of an operation asks before it begins. Left: the hold is another's now. */
export type MayGoOn = (step: string) => Promise<E.Either<CliFault, void>>;

export interface HoldOptions {
  readonly operation: string;
  /** @default null: every other operation is heeded */
  readonly endsOther?: string | null;
}

/** Does the work of an operation while nobody else is at work on the environment. */
export const withHold = async (
  { outside, deployment, who, machine }: Asked,
  { operation, endsOther = null }: HoldOptions,
  work: (mayGoOn: MayGoOn) => Promise<CliResult>,
): Promise<CliResult> => {
  const { nowMs } = machine;
  const taken = await takeHold(outside.records('hold'), {
    environment: deployment.environment,
    operation,
    who,
    endsOther,
    nowMs,
  });
  if (E.isLeft(taken)) return E.left(misuse(taken.left));
  const { isOurs, release } = taken.right;
  try {
    return await work(async (step) =>
      (await isOurs())
        ? E.right(undefined)
        : E.left(
            failure(
              `somebody ended this ${operation}, or its hold could not be renewed: ${step} was not begun`,
            ),
          ),
    );
  } finally {
    await release();
  }
};
