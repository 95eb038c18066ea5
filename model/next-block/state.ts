import { RateIndex } from './rate-index.ts';
import { repriced, rowOf, type Row } from './row.ts';
import type { Quantiles } from './summary.ts';
import type { Delta, Row as WireRow } from '../wire/mempool/2024-04/projected-block.ts';

export type { Row } from './row.ts';

/** Totals of a projected block, in integers. */
export interface Totals {
  readonly transactions: number;
  readonly feeSats: number;
  readonly weight: number;
}

/** A projected block as it stands after a snapshot and the deltas since. Has one owner, which changes it in place. */
export class NextBlock {
  readonly #rows = new Map<string, Row>();
  #feeSats = 0;
  #weight = 0;
  /** Made when it is first asked for, and kept up from then on. */
  #index: RateIndex | null = null;

  get rows(): ReadonlyMap<string, Row> {
    return this.#rows;
  }

  get totals(): Totals {
    return { transactions: this.#rows.size, feeSats: this.#feeSats, weight: this.#weight };
  }

  /** Fee rates weighted by size, without looking through the rows. */
  get quantiles(): Quantiles {
    this.#index ??= this.#indexed();
    return this.#index.quantiles(this.#rows.values());
  }

  /** Adds rows of a snapshot; call `clear` before the first part. */
  add(rows: ReadonlyArray<WireRow>): void {
    for (const row of rows) {
      this.#delete(row[0]);
      this.#set(row[0], rowOf(row));
    }
  }

  copy(): NextBlock {
    const copy = new NextBlock();
    for (const [txid, row] of this.#rows) copy.#set(txid, row);
    return copy;
  }

  clear(): void {
    this.#rows.clear();
    this.#feeSats = 0;
    this.#weight = 0;
    this.#index?.clear();
  }

  /**
   * Removed, added, changed, in this order, and so that a repeat changes nothing: an added txid that is known is
   * overwritten; one removed or changed that is unknown is passed over (facts: a backend may send a delta again).
   */
  apply({ removed, added, changed }: Delta): void {
    for (const txid of removed) this.#delete(txid);
    this.add(added);
    for (const [txid, rate, flags, accelerated] of changed) {
      const row = this.#rows.get(txid);
      if (row !== undefined) this.#set(txid, repriced(row, rate, flags, accelerated === 1));
    }
  }

  #indexed(): RateIndex {
    const index = new RateIndex();
    for (const row of this.#rows.values()) index.add(row);
    return index;
  }

  #set(txid: string, row: Row): void {
    const before = this.#rows.get(txid);
    if (before !== undefined) this.#leave(before);
    this.#rows.set(txid, row);
    this.#feeSats += row.feeSats;
    this.#weight += row.weight;
    this.#index?.add(row);
  }

  #delete(txid: string): void {
    const row = this.#rows.get(txid);
    if (row === undefined) return;
    this.#rows.delete(txid);
    this.#leave(row);
  }

  #leave(row: Row): void {
    this.#feeSats -= row.feeSats;
    this.#weight -= row.weight;
    this.#index?.delete(row);
  }
}
