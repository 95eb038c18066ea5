import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { faultOf } from '../../rehearsal/engine/commands.ts';
import { run } from '../../rehearsal/engine/run.ts';
import type { Stack } from '../../rehearsal/synthesised.ts';
import type { EnginePlace } from '../machine.ts';
import { changesIn, type Change } from '../plan/changes.ts';
import { tokenVariables } from './token-variables.ts';

/** Of `plan -detailed-exitcode`. */
const CHANGES = 2;

/**
 * What an apply of one stack would change. Takes no lock: who plans may not write one, and only looks. The plan's file,
 * which holds all that is secret in it, is gone afterwards. Left: what the engine says.
 */
export const planStack = async (
  stack: Stack,
  { out, engine, env }: EnginePlace,
): Promise<E.Either<string, ReadonlyArray<Change>>> => {
  const folder = resolve(out, stack.folder);
  const file = join(folder, 'operate.tfplan');
  const asked = { ...env, ...(await tokenVariables(env)), CHECKPOINT_DISABLE: '1' };
  const ask = (...args: ReadonlyArray<string>) =>
    run(engine.program, [`-chdir=${folder}`, ...args], asked);
  try {
    const begun = await ask('init', '-json', '-input=false');
    if (begun.code !== 0) return E.left(faultOf(begun));
    const planned = await ask(
      'plan',
      '-json',
      '-input=false',
      '-lock=false',
      '-detailed-exitcode',
      `-out=${file}`,
    );
    if (planned.code === 0) return E.right([]);
    if (planned.code !== CHANGES) return E.left(faultOf(planned));
    const shown = await ask('show', '-json', file);
    return shown.code === 0 ? changesIn(shown.rest) : E.left(faultOf(shown));
  } finally {
    await rm(file, { force: true });
  }
};
