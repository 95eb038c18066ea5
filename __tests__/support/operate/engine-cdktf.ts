import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Cdktf } from '../../../operate/machine.ts';
import { commandsIn } from '../../../rehearsal/engine/commands.ts';
import { readSynthesised } from '../../../rehearsal/synthesised.ts';
import { right } from '../warehouse.ts';

/**
 * In place of cdktf's own command, which is 423 MB: the engine on the stacks that are named, in the order that they need.
 * @param applied what else an apply of a stack does, once it is done
 */
export const engineCdktf =
  (applied: (stack: string) => Promise<void> = async () => undefined): Cdktf =>
  async (act, names, { out, engine, env }) => {
    const all = right(await readSynthesised(out)).filter(({ name }) => names.includes(name));
    for (const { name, folder } of act === 'deploy' ? all : all.toReversed()) {
      const commands = commandsIn(join(out, folder), engine, env);
      const steps =
        act === 'deploy' ? [commands.init, commands.plan, commands.apply] : [commands.destroy];
      for (const step of steps) {
        const done = await step();
        if (E.isLeft(done)) return done;
      }
      if (act === 'deploy') await applied(name);
    }
    return E.right(undefined);
  };
