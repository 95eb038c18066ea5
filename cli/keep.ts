import * as E from 'fp-ts/lib/Either.js';
import type { LakeEnd } from '../lake/folder.ts';
import type { HandoverFolder } from '../listener/handover-folder.ts';
import type { Session } from '../listener/session.ts';

/** Brings what was written into the lake, then tells a successor how far it got. Left: a sentence. */
export type Keep = (ended: boolean) => Promise<E.Either<string, void>>;

/** One after another: what is told never runs ahead of the lake. */
export const keeper = (
  end: LakeEnd,
  handovers: HandoverFolder | null,
  session: () => Session | null,
): Keep => {
  let queue: Promise<unknown> = Promise.resolve();
  const keep: Keep = async (ended) => {
    const handover = session()?.handover;
    const flushed = await end.flush();
    if (E.isLeft(flushed)) return E.left(flushed.left.message);
    if (handovers === null || handover === undefined) return E.right(undefined);
    const written = await handovers.write(handover, ended);
    if (E.isRight(written)) await handovers.settled();
    return written;
  };
  return (ended) => {
    const turn = queue.then(() => keep(ended));
    queue = turn;
    return turn;
  };
};
