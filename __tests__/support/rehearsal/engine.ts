import * as E from 'fp-ts/lib/Either.js';
import { describe } from 'vitest';
import { findEngine, type Engine } from '../../../preflight/engine.ts';

const found = await findEngine(undefined, process.env);

/** The engine of this machine. */
export const engine = (): Engine => {
  if (E.isLeft(found)) throw new Error(found.left.message);
  return found.right;
};

/** Where a machine has no engine its tests are left out; in CI they fail. */
export const describeWithEngine =
  E.isRight(found) || process.env['CI'] !== undefined ? describe : describe.skip;
