import * as E from 'fp-ts/lib/Either.js';
import { refreshed } from '../listener/refreshed.ts';
import type { Asked } from '../options.ts';
import type { GroupState, Template } from '../outside/group.ts';

/** What a deploy did to the listener, or left alone. */
export type Rolled =
  | { readonly tag: 'absent' | 'stopped' | 'same' }
  /** It was made, and nothing ran before. */
  | { readonly tag: 'made' }
  | { readonly tag: 'another'; readonly from: Template; readonly to: Template };

/** From what the group was and is. */
export const rolledFrom = (before: GroupState | null, now: GroupState | null): Rolled => {
  if (now === null) return { tag: 'absent' };
  if (now.desired === 0) return { tag: 'stopped' };
  if (before === null || before.template === null || now.template === null) return { tag: 'made' };
  return before.template.id === now.template.id && before.template.version === now.template.version
    ? { tag: 'same' }
    : { tag: 'another', from: before.template, to: now.template };
};

/** Whether an instance runs that was made by another template than the group's. */
export const isBehind = ({ template, instances }: GroupState): boolean =>
  instances.some(({ templateVersion }) => templateVersion !== (template?.version ?? null));

/** Waits for the instance that the apply had replaced; has it replaced where the apply did not. Left: it failed. */
export const replaced = async (
  asked: Asked,
  now: GroupState | null,
): Promise<E.Either<string, void>> => {
  const { group } = asked.outside;
  const begun = await group.newestRefresh();
  if (begun !== null && ['Pending', 'InProgress'].includes(begun.status))
    return refreshed(asked, begun.id);
  return now !== null && isBehind(now)
    ? refreshed(asked, await group.replace())
    : E.right(undefined);
};
