import type { Departure } from '../../layout/tiles/wire.ts';
import type { NextBlockEvent, NextBlockRow } from '../ports.ts';
import { isRate, isUsable } from './usable.ts';

type Snapshot = Extract<NextBlockEvent, { tag: 'snapshot' }>;
type Delta = Extract<NextBlockEvent, { tag: 'delta' }>;

/** What an event did to the rows: each transaction removed was there, none of those added was, or it was removed. */
export interface RowsChange {
  readonly removed: ReadonlyArray<readonly [txid: string, why: Departure]>;
  readonly added: ReadonlyArray<NextBlockRow>;
  readonly repriced: ReadonlyArray<readonly [txid: string, rate: number]>;
  /** Rows, txids and rates that could not be used and were left out. */
  readonly broken: number;
}

/** The rows of the next block as far as they can be used. */
export class BlockRows {
  readonly #rows = new Map<string, NextBlockRow>();

  get rows(): ReadonlyArray<NextBlockRow> {
    return [...this.#rows.values()];
  }

  /** Gives how many rows could not be used. */
  replace({ rows }: Snapshot): number {
    this.#rows.clear();
    const usable = rows.filter(isUsable);
    for (const row of usable) this.#rows.set(row.txid, row);
    return rows.length - usable.length;
  }

  change(delta: Delta): RowsChange {
    const removed = new Map<string, Departure>();
    const added = new Set<string>();
    const repriced = new Set<string>();
    let broken = 0;
    for (const [txid, why] of delta.removed) {
      if (this.#rows.delete(txid)) removed.set(txid, why);
      else broken += 1;
    }
    for (const row of delta.added) {
      const was = this.#rows.get(row.txid);
      if (!isUsable(row)) broken += 1;
      else if (was === undefined) added.add(row.txid);
      else if (isSameTransaction(was, row)) repriced.add(row.txid);
      else {
        // another of the same name: the one goes, the other comes
        removed.set(row.txid, 'unknown');
        added.add(row.txid);
      }
      if (isUsable(row)) this.#rows.set(row.txid, row);
    }
    for (const [txid, rate] of delta.repriced) {
      const row = this.#rows.get(txid);
      if (row === undefined || !isRate(rate)) broken += 1;
      else {
        this.#rows.set(txid, { ...row, rate });
        if (!added.has(txid)) repriced.add(txid);
      }
    }
    const now = (txids: Set<string>) => [...txids].flatMap((txid) => this.#rows.get(txid) ?? []);
    return {
      removed: [...removed],
      added: now(added),
      repriced: now(repriced).map(({ txid, rate }) => [txid, rate]),
      broken,
    };
  }
}

const isSameTransaction = (a: NextBlockRow, b: NextBlockRow): boolean =>
  a.feeSats === b.feeSats && a.vsizeVbytes === b.vsizeVbytes && a.valueSats === b.valueSats;
