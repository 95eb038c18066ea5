import type { Engine } from '../preflight/engine.ts';
import { Faults } from './provider/faults.ts';
import { startProviders, type Used } from './provider/index.ts';
import { World } from './provider/world.ts';
import { openStage, type Stage } from './stage.ts';
import type { Stack } from './synthesised.ts';

/** Before providers that make nothing real. */
export interface MadeUpStage extends Stage {
  readonly world: World;
  readonly faults: Faults;
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

/** @param out the folder that cdktf wrote */
export const openMadeUpStage = async (
  out: string,
  stacks: ReadonlyArray<Stack>,
  engine: Engine,
): Promise<MadeUpStage> => {
  const world = new World();
  const faults = new Faults();
  const providers = await startProviders(usedBy(stacks), { world, faults });
  const env = { TF_REATTACH_PROVIDERS: JSON.stringify(providers.reattach) };
  const stage = await openStage(out, { stacks, engine, settings: '', env });
  return {
    ...stage,
    world,
    faults,
    close: async () => {
      providers.stop();
      await stage.close();
    },
  };
};
