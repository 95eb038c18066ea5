import type { Row } from './cluster.ts';

/** [txid, fee sats, vsize vB, value sats, rate sat/vB, flags, first seen s, 1 when accelerated] */
export type RowTuple =
  | readonly [string, number, number, number, number, number, number]
  | readonly [string, number, number, number, number, number, number, 1];

/** [txid, rate sat/vB, flags, accelerated] */
type ChangeTuple = readonly [string, number, number, 0 | 1];

export interface Delta {
  readonly added: ReadonlyArray<RowTuple>;
  readonly removed: ReadonlyArray<string>;
  readonly changed: ReadonlyArray<ChangeTuple>;
}

export const rowTuple = (row: Row): RowTuple => {
  const { txid, feeSats, weight, outputSats, firstSeenSeconds } = row.transaction;
  const rate = twoDecimals(row.satsPerVbyte);
  const seven = [txid, feeSats, weight / 4, outputSats, rate, row.flags, firstSeenSeconds] as const;
  return row.isAccelerated ? [...seven, 1] : seven;
};

/** What became of a projected block. A change is told when the unrounded rate or the acceleration differs. */
export const difference = (before: ReadonlyArray<Row>, after: ReadonlyArray<Row>): Delta => {
  const old = new Map(before.map((row) => [row.transaction.txid, row]));
  const added: RowTuple[] = [];
  const changed: ChangeTuple[] = [];
  for (const row of after) {
    const { txid } = row.transaction;
    const was = old.get(txid);
    if (!was) added.push(rowTuple(row));
    else if (was.satsPerVbyte !== row.satsPerVbyte || was.isAccelerated !== row.isAccelerated)
      changed.push([txid, twoDecimals(row.satsPerVbyte), row.flags, row.isAccelerated ? 1 : 0]);
    old.delete(txid);
  }
  return { added, removed: [...old.keys()], changed };
};

const twoDecimals = (rate: number): number => Math.round(rate * 100) / 100;
