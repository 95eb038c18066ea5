import type { BlockTotals } from './template.ts';
import { part, type Broadcast, type Part } from './wire.ts';

/** The way of updates from the backend to the sockets, on which one can be lost, doubled, swapped or falsified. */
export interface Outbox {
  readonly deliver: (broadcast: Broadcast) => void;
  /** Holds for the next broadcast that it can be done to. */
  readonly fault: (name: OutboxFault) => void;
  /** Forgets every fault and what is held back. */
  readonly clear: () => void;
}

type OutboxFault = 'drop' | 'drop-tracked' | 'drop-frame' | 'duplicate' | 'reorder' | 'misstate';

export const createOutbox = (send: (broadcast: Broadcast) => void): Outbox => {
  const due = new Set<OutboxFault>();
  let heldBack: Broadcast | undefined;

  /** A broadcast with messages about projected blocks, after what is due. */
  const deliverUpdate = (update: Broadcast): void => {
    if (due.delete('drop-frame')) return;
    if (!heldBack && due.delete('reorder')) {
      heldBack = withItsTexts(update);
      return;
    }
    if (due.delete('drop')) send(without(update, isNumbered));
    else if (due.delete('drop-tracked')) send(without(update, isProjected));
    else send(update);
    if (due.delete('duplicate')) send({ ...update, parts: update.parts.filter(isProjected) });
    if (heldBack) send(heldBack);
    heldBack = undefined;
  };

  return {
    deliver: (broadcast) => {
      const states = broadcast.parts.some(isStatement);
      const sent = states && due.delete('misstate') ? misstated(broadcast) : broadcast;
      if (sent.parts.some(isProjected)) deliverUpdate(sent);
      else send(sent);
    },
    fault: (name) => {
      due.add(name);
    },
    clear: () => {
      due.clear();
      heldBack = undefined;
    },
  };
};

const isProjected = ({ topic }: Part): boolean => topic.startsWith('block-');
const isNumbered = (each: Part): boolean => isProjected(each) || each.topic === 'mempool-txids';
const isStatement = ({ key }: Part): boolean => key === 'mempool-blocks';

const without = (update: Broadcast, isLost: (each: Part) => boolean): Broadcast => ({
  ...update,
  parts: update.parts.filter((each) => !isLost(each)),
});

/** The texts are those of now, also when they are sent later. */
const withItsTexts = (update: Broadcast): Broadcast => {
  for (const { json } of update.parts) json();
  return update;
};

/** One transaction too many in each block, with its fee and its size. */
const misstated = (update: Broadcast): Broadcast => ({
  ...update,
  parts: update.parts.map((each) =>
    isStatement(each)
      ? part(each.topic, each.key, () =>
          (JSON.parse(each.json()) as ReadonlyArray<BlockTotals>).map((totals) => ({
            ...totals,
            nTx: totals.nTx + 1,
            totalFees: totals.totalFees + 1_000,
            blockVSize: totals.blockVSize + 141,
          })),
        )
      : each,
  ),
});
