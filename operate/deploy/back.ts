import type * as E from 'fp-ts/lib/Either.js';
import { refreshed } from '../listener/refreshed.ts';
import type { Asked } from '../options.ts';
import type { Template } from '../outside/group.ts';
import type { Before } from './before.ts';

/**
 * Goes back to the packed listener and the launch template of before. Parameters stay as they are deployed, and so does
 * the poller: the next deploy plans from there. Left: it did not succeed.
 */
export const goBack = async (
  asked: Asked,
  { artifacts: kept }: Before,
  template: Template,
): Promise<E.Either<string, void>> => {
  const { artifacts, group } = asked.outside;
  const there = await artifacts.keys();
  for (const artifact of kept.filter(({ key }) => !there.includes(key)))
    await artifacts.write(artifact);
  await group.useTemplate(template);
  return refreshed(asked, await group.replace());
};
