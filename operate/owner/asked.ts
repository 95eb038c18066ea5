import * as E from 'fp-ts/lib/Either.js';
import { misuse, type CliFault } from '../../cli/command.ts';
import type { Deployment } from '../../stacks/config/deployment.ts';
import { FILE_VARIABLE, readDeployment } from '../../stacks/config/file.ts';
import { namesOf, type Names } from '../../stacks/names.ts';
import type { Machine } from '../machine.ts';

/** What is around what the owner of the accounts does. */
export type OwnerMachine = Pick<Machine, 'env' | 'print' | 'say' | 'nowMs'>;

/** Which deployment it is about. */
export interface OwnerAsked {
  readonly deployment: Deployment;
  readonly names: Names;
  /** The configuration's. */
  readonly file: string;
  readonly machine: OwnerMachine;
}

/** Nothing is asked of anybody yet. */
export const ownerAskedOf = (
  given: string | undefined,
  machine: OwnerMachine,
): E.Either<CliFault, OwnerAsked> => {
  const file = given ?? machine.env[FILE_VARIABLE];
  const read = readDeployment(file);
  return E.isLeft(read)
    ? E.left(misuse(read.left.join('\n')))
    : E.right({ deployment: read.right, names: namesOf(read.right), file: file ?? '', machine });
};
