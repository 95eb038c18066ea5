import { weightOf } from '../codec/units.ts';
import type { Delta, Row as WireRow } from '../wire/mempool/2024-04/projected-block.ts';

/** One transaction of a projected block. */
export interface Row {
  readonly feeSats: number;
  /** Weight units; four times the virtual size, so an integer. */
  readonly weight: number;
  readonly valueSats: number;
  /** Effective rate in sat/vB, with the packages it belongs to. */
  readonly rate: number;
  /** Bit set up to 2^44: no 32-bit operators. */
  readonly flags: number;
  /** Unix seconds; 0 is unknown. */
  readonly firstSeenS: number;
  readonly accelerated: boolean;
}

/** Totals of a projected block, in integers. */
export interface Totals {
  readonly transactions: number;
  readonly feeSats: number;
  readonly weight: number;
}

const rowOf = ([, feeSats, vsize, valueSats, rate, flags, firstSeenS, acc]: WireRow): Row => ({
  feeSats,
  weight: weightOf(vsize),
  valueSats,
  rate,
  flags,
  firstSeenS,
  accelerated: acc === 1,
});

/** A projected block as it stands after a snapshot and the deltas since. Has one owner, which changes it in place. */
export class NextBlock {
  readonly #rows = new Map<string, Row>();
  #feeSats = 0;
  #weight = 0;

  get rows(): ReadonlyMap<string, Row> {
    return this.#rows;
  }

  get totals(): Totals {
    return { transactions: this.#rows.size, feeSats: this.#feeSats, weight: this.#weight };
  }

  /** Adds rows of a snapshot; call `clear` before the first part. */
  add(rows: ReadonlyArray<WireRow>): void {
    for (const row of rows) this.#set(row[0], rowOf(row));
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
      if (row !== undefined)
        this.#rows.set(txid, { ...row, rate, flags, accelerated: accelerated === 1 });
    }
  }

  #set(txid: string, row: Row): void {
    this.#delete(txid);
    this.#rows.set(txid, row);
    this.#feeSats += row.feeSats;
    this.#weight += row.weight;
  }

  #delete(txid: string): void {
    const row = this.#rows.get(txid);
    if (row === undefined) return;
    this.#rows.delete(txid);
    this.#feeSats -= row.feeSats;
    this.#weight -= row.weight;
  }
}
