import type { Outside } from '../outside/index.ts';
import type { KeptArtifact } from '../outside/artifacts.ts';
import type { GroupState } from '../outside/group.ts';

/** What a roll back goes back to: an apply takes the packed listener away that runs. */
export interface Before {
  /** Null: there was no listener. */
  readonly group: GroupState | null;
  readonly artifacts: ReadonlyArray<KeptArtifact>;
}

export const readBefore = async ({ group, artifacts }: Outside): Promise<Before> => ({
  group: await group.read(),
  artifacts: await Promise.all((await artifacts.keys()).map((key) => artifacts.read(key))),
});
