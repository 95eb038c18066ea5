import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../preflight/engine.ts';
import { commandsIn, type EngineCommands } from './engine/commands.ts';
import type { Stack } from './synthesised.ts';

/** A stack and the engine in its folder. */
export interface Staged {
  readonly stack: Stack;
  readonly engine: EngineCommands;
  /** Of the copy: what is changed there is changed for the rehearsal. */
  readonly folder: string;
}

/** Copies of the stacks, with states of their own. */
export interface Stage {
  /** In the order of the stacks. */
  readonly staged: ReadonlyArray<Staged>;
  /** The engine's. */
  readonly program: string;
  /** Of the copy of the whole output. */
  readonly out: string;
  /** What an engine has to be told: the providers among it, and nothing of the user's. */
  readonly env: NodeJS.ProcessEnv;
  readonly close: () => Promise<void>;
}

export interface Setting {
  /** In the order in which they are made. */
  readonly stacks: ReadonlyArray<Stack>;
  readonly engine: Engine;
  /** What the engine reads of its own configuration. */
  readonly settings: string;
  /** Beside what every engine is told. */
  readonly env: NodeJS.ProcessEnv;
  /** What is laid over a stack in its copy, beside where its state lies. */
  readonly over?: (stack: Stack) => object;
}

/** What every engine is told; its own configuration lies in the folder. */
export const environmentIn = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  SystemRoot: process.env['SystemRoot'],
  HOME: folder,
  TMPDIR: folder,
  TF_CLI_CONFIG_FILE: join(folder, 'engine.tfrc'),
  TF_IN_AUTOMATION: '1',
  CHECKPOINT_DISABLE: '1',
});

/** @param out the folder that cdktf wrote */
export const openStage = async (
  out: string,
  { stacks, engine, settings, env: more, over = () => ({}) }: Setting,
): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
  const copy = join(folder, 'cdktf.out');
  await cp(out, copy, { recursive: true });
  await mkdir(join(folder, 'states'));
  await writeFile(join(folder, 'engine.tfrc'), settings);
  const env = { ...environmentIn(folder), ...more };
  const staged = await Promise.all(
    stacks.map(async (stack) => {
      const place = join(copy, stack.folder);
      // where the state lies instead, whatever the stack says
      const path = join(folder, 'states', `${stack.name}.tfstate`);
      await writeFile(
        join(place, 'rehearsal_override.tf.json'),
        JSON.stringify({ ...over(stack), terraform: { backend: { local: { path } } } }),
      );
      return { stack, folder: place, engine: commandsIn(place, engine, env) };
    }),
  );
  return {
    staged,
    program: engine.program,
    out: copy,
    env,
    close: () => rm(folder, { recursive: true, force: true }),
  };
};
