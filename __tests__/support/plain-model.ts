/**
 * What was true, kept as plainly as can be: a list of what the source held from which moment on, and what each
 * epoch's clock said. It reads no line and knows no rule of trust; answers are held against it.
 */

export interface PlainRow {
  readonly feeSats: number;
  readonly weight: number;
  readonly valueSats: number;
  readonly rate: number;
  /** As last announced: a source does not tell when flags alone change. */
  readonly flags: number;
  readonly firstSeenS: number;
  readonly accelerated: boolean;
}

/** A projected block by txid, with the number of the update that made it. */
export interface Held {
  readonly sequence: number;
  readonly rows: ReadonlyMap<string, PlainRow>;
}

export interface PlainTotals {
  readonly transactions: number;
  readonly feeSats: number;
  readonly weight: number;
}

export const totalsOf = (rows: ReadonlyMap<string, PlainRow>): PlainTotals => {
  let feeSats = 0;
  let weight = 0;
  for (const row of rows.values()) {
    feeSats += row.feeSats;
    weight += row.weight;
  }
  return { transactions: rows.size, feeSats, weight };
};

const isSameRow = (a: PlainRow, b: PlainRow | undefined): boolean =>
  b !== undefined &&
  a.feeSats === b.feeSats &&
  a.weight === b.weight &&
  a.valueSats === b.valueSats &&
  a.rate === b.rate &&
  a.flags === b.flags &&
  a.firstSeenS === b.firstSeenS &&
  a.accelerated === b.accelerated;

const isSameRows = (
  a: ReadonlyMap<string, PlainRow>,
  b: ReadonlyMap<string, PlainRow>,
): boolean => {
  if (a.size !== b.size) return false;
  for (const [txid, row] of a) if (!isSameRow(row, b.get(txid))) return false;
  return true;
};

/** What an answer claims of a moment. */
export interface Claim extends Held {
  readonly totals: PlainTotals;
}

interface Entry {
  readonly fromMs: number;
  /** One, or two in the middle of an update: the rows before it and those after. */
  readonly held: ReadonlyArray<Held>;
}

export class PlainModel {
  readonly #entries: Array<Entry> = [];
  readonly #wallAheadMs = new Map<string, number>();

  /** From now on the source holds this, or one of these. Moments never go back. */
  holds(fromMs: number, ...held: ReadonlyArray<Held>): void {
    this.#entries.push({ fromMs, held });
  }

  /** By how much an epoch's wall clock is ahead of the true time. */
  clock(epochId: string, aheadMs: number): void {
    this.#wallAheadMs.set(epochId, aheadMs);
  }

  /** What the source held at a moment of true time; none before it began. */
  at(atMs: number): ReadonlyArray<Held> {
    let held: ReadonlyArray<Held> = [];
    for (const entry of this.#entries) {
      if (entry.fromMs > atMs) break;
      held = entry.held;
    }
    return held;
  }

  /** Whether a claim about a moment, as an epoch's clock named it, is true. */
  isTrue(claim: Claim, epochId: string, labelMs: number): boolean {
    const aheadMs = this.#wallAheadMs.get(epochId);
    if (aheadMs === undefined) return false;
    return this.at(labelMs - aheadMs).some(({ sequence, rows }) => {
      const totals = totalsOf(rows);
      return (
        sequence === claim.sequence &&
        isSameRows(rows, claim.rows) &&
        totals.transactions === claim.totals.transactions &&
        totals.feeSats === claim.totals.feeSats &&
        totals.weight === claim.totals.weight
      );
    });
  }
}
