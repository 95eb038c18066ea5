import type { Accepted } from '@bitcoin-pipeline/model';
import type { Departure } from '../../dashboard/layout/tiles/wire.ts';

/** `mempool-txids`, as its codec decoded it. */
interface Moved {
  readonly sequence: number;
  readonly removed?: ReadonlyArray<string>;
  readonly mined?: ReadonlyArray<string>;
  readonly replaced?: ReadonlyArray<{ readonly replaced: string }>;
}

/** Why the transactions of one update left the mempool; those replaced are among the removed too. */
const reasonsIn = ({ removed, mined, replaced }: Moved): ReadonlyMap<string, Departure> =>
  new Map([
    ...(removed ?? []).map((txid) => [txid, 'unknown'] as const),
    ...(replaced ?? []).map((each) => [each.replaced, 'replaced'] as const),
    ...(mined ?? []).map((txid) => [txid, 'mined'] as const),
  ]);

interface Update {
  readonly sequence: number;
  readonly reasons: ReadonlyMap<string, Departure>;
}

/** Says why transactions left the next block, from what moved in the whole mempool in the same update or the one before. */
export class Departures {
  #updates: ReadonlyArray<Update> = [];

  /** Numbers of another socket mean nothing here. */
  reset(): void {
    this.#updates = [];
  }

  frame(accepted: ReadonlyArray<Accepted>): void {
    const moved = accepted.find(({ type }) => type === 'TransactionsMoved');
    if (moved === undefined) return;
    const value = moved.value as Moved;
    const before = this.#updates.filter(({ sequence }) => sequence === value.sequence - 1);
    this.#updates = [...before, { sequence: value.sequence, reasons: reasonsIn(value) }];
  }

  /** Of a transaction that a change with this sequence took out. In no list of that update: it still waits. */
  why(txid: string, sequence: number | null): Departure {
    if (sequence === null) return 'unknown';
    const near = this.#updates.filter((update) => sequence - update.sequence <= 1);
    const told = near.findLast(({ reasons }) => reasons.has(txid))?.reasons.get(txid);
    const isListed = near.some((update) => update.sequence === sequence);
    return told ?? (isListed ? 'pushed-out' : 'unknown');
  }
}
