import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../preflight/engine.ts';
import { commandsIn, type EngineCommands } from './engine/commands.ts';
import { Faults } from './provider/faults.ts';
import { startProviders, type Used } from './provider/index.ts';
import { World } from './provider/world.ts';
import type { Stack } from './synthesised.ts';

/** A stack and the engine in its folder. */
export interface Staged {
  readonly stack: Stack;
  readonly engine: EngineCommands;
  /** Of the copy: what is changed there is changed for the rehearsal. */
  readonly folder: string;
}

/** Copies of the stacks, with states of their own, before providers that make nothing real. */
export interface Stage {
  /** In the order of the stacks. */
  readonly staged: ReadonlyArray<Staged>;
  readonly world: World;
  readonly faults: Faults;
  /** The engine's. */
  readonly program: string;
  /** Of the copy of the whole output. */
  readonly out: string;
  /** What an engine has to be told: the providers among it, and nothing of the user's. */
  readonly env: NodeJS.ProcessEnv;
  readonly close: () => Promise<void>;
}

const usedBy = (stacks: ReadonlyArray<Stack>): Used => {
  const types = (of: 'resource' | 'data'): ReadonlyArray<string> => [
    ...new Set(stacks.flatMap(({ json }) => Object.keys(json[of] ?? {}))),
  ];
  const sources = stacks.flatMap(({ json }) => Object.entries(json.terraform.required_providers));
  return {
    sources: Object.fromEntries(sources.map(([name, { source }]) => [name, source])),
    resources: types('resource'),
    dataSources: types('data'),
  };
};

/** Where the state lies instead, whatever the stack says. */
const localState = (file: string): string =>
  JSON.stringify({ terraform: { backend: { local: { path: file } } } });

const environment = (folder: string, reattach: object): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  SystemRoot: process.env['SystemRoot'],
  HOME: folder,
  TMPDIR: folder,
  TF_CLI_CONFIG_FILE: join(folder, 'engine.tfrc'),
  TF_IN_AUTOMATION: '1',
  CHECKPOINT_DISABLE: '1',
  TF_REATTACH_PROVIDERS: JSON.stringify(reattach),
});

/** @param out the folder that cdktf wrote */
export const openStage = async (
  out: string,
  stacks: ReadonlyArray<Stack>,
  engine: Engine,
): Promise<Stage> => {
  const world = new World();
  const faults = new Faults();
  const providers = await startProviders(usedBy(stacks), { world, faults });
  const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
  const copy = join(folder, 'cdktf.out');
  await cp(out, copy, { recursive: true });
  await mkdir(join(folder, 'states'));
  await writeFile(join(folder, 'engine.tfrc'), '');
  const env = environment(folder, providers.reattach);
  const staged = await Promise.all(
    stacks.map(async (stack) => {
      const place = join(copy, stack.folder);
      const state = join(folder, 'states', `${stack.name}.tfstate`);
      await writeFile(join(place, 'rehearsal_override.tf.json'), localState(state));
      return { stack, folder: place, engine: commandsIn(place, engine, env) };
    }),
  );
  return {
    staged,
    world,
    faults,
    program: engine.program,
    out: copy,
    env,
    close: async () => {
      providers.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
