import type { Delta, Row as WireRow } from '../wire/mempool/2024-04/projected-block.ts';
import { NextBlock, type Row } from './state.ts';

/** How two sets of rows differ, in txids. */
export interface Difference {
  readonly onlyHere: ReadonlyArray<string>;
  readonly onlyThere: ReadonlyArray<string>;
  readonly differing: ReadonlyArray<string>;
}

/** Flags are left out: the source does not announce a change of flags alone. */
const isSameRow = (a: Row, b: Row): boolean =>
  a.feeSats === b.feeSats &&
  a.weight === b.weight &&
  a.valueSats === b.valueSats &&
  a.rate === b.rate &&
  a.firstSeenS === b.firstSeenS &&
  a.accelerated === b.accelerated;

const differenceOf = (here: NextBlock, there: NextBlock): Difference => ({
  onlyHere: [...here.rows.keys()].filter((txid) => !there.rows.has(txid)),
  onlyThere: [...there.rows.keys()].filter((txid) => !here.rows.has(txid)),
  differing: [...here.rows].flatMap(([txid, row]) => {
    const other = there.rows.get(txid);
    return other === undefined || isSameRow(row, other) ? [] : [txid];
  }),
});

const isSame = ({ onlyHere, onlyThere, differing }: Difference): boolean =>
  onlyHere.length + onlyThere.length + differing.length === 0;

/** What an audit told; the ordinals are those of lines. */
export interface Audit {
  readonly outcome: 'agreed' | 'healed' | 'failed';
  readonly auditOrdinal: number;
  readonly blockIndex: number;
  readonly sequence: number;
  readonly verifiedOrdinal: number | null;
  readonly difference: Difference;
}

interface Compared {
  readonly auditOrdinal: number;
  readonly blockIndex: number;
  readonly sequence: number;
  /** The line after the last whose rows were proven: equal totals do not prove equal rows. */
  readonly suspectFromOrdinal: number;
}

/**
 * Our rows beside a snapshot of the same sequence. The source may take a snapshot in the middle of an update:
 * where they differ, the next message decides.
 */
export class OpenAudit {
  readonly difference: Difference;
  readonly compared: Compared;
  readonly #ours: NextBlock;

  constructor(ours: NextBlock, rows: ReadonlyArray<WireRow>, compared: Compared) {
    this.#ours = ours.copy();
    this.compared = compared;
    const there = new NextBlock();
    there.add(rows);
    this.difference = differenceOf(ours, there);
  }

  get agrees(): boolean {
    return isSame(this.difference);
  }

  /** Whether a delta makes our old rows what it made of the snapshot. */
  isHealedBy(delta: Delta, snapshotAfter: NextBlock): boolean {
    this.#ours.apply(delta);
    return isSame(differenceOf(this.#ours, snapshotAfter));
  }

  /** Whether the snapshot was the next one already, taken early. */
  isTakenUpBy(rows: ReadonlyArray<WireRow>, snapshot: NextBlock): boolean {
    const after = new NextBlock();
    after.add(rows);
    return isSame(differenceOf(snapshot, after));
  }

  verdict(outcome: Audit['outcome'], verifiedOrdinal: number | null): Audit {
    const { auditOrdinal, blockIndex, sequence } = this.compared;
    return {
      outcome,
      auditOrdinal,
      blockIndex,
      sequence,
      verifiedOrdinal,
      difference: this.difference,
    };
  }
}
