import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Cdktf } from '../../../operate/machine.ts';
import { commandsIn } from '../../../rehearsal/engine/commands.ts';
import { readSynthesised } from '../../../rehearsal/synthesised.ts';
import { right } from '../warehouse.ts';

/**
 * In place of cdktf's own command, which is 423 MB: the engine on the stack that is named.
 * @param applied what else an apply of it does, once it is done
 */
export const engineCdktf =
  (applied: (stack: string) => Promise<void> = async () => undefined): Cdktf =>
  async (act, stack, { out, engine, env }) => {
    const found = right(await readSynthesised(out)).find(({ name }) => name === stack);
    if (found === undefined) return E.left(`no stack ${stack}`);
    const commands = commandsIn(join(out, found.folder), engine, env);
    const steps =
      act === 'deploy' ? [commands.init, commands.plan, commands.apply] : [commands.destroy];
    for (const step of steps) {
      const done = await step();
      if (E.isLeft(done)) return done;
    }
    if (act === 'deploy') await applied(stack);
    return E.right(undefined);
  };
