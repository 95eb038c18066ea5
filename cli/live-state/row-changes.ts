import type { Row } from '@bitcoin-pipeline/model';
import type { NextBlockRow } from '../../dashboard/server/ports.ts';

type Rows = ReadonlyMap<string, Row>;

/** What differs between the rows that were told and those that hold now. */
export interface RowChanges {
  readonly removed: ReadonlyArray<string>;
  readonly added: ReadonlyArray<NextBlockRow>;
  readonly repriced: ReadonlyArray<readonly [txid: string, rate: number]>;
}

export const rowOf = (txid: string, { feeSats, weight, valueSats, rate }: Row): NextBlockRow => ({
  txid,
  feeSats,
  vsizeVbytes: weight / 4,
  valueSats,
  rate,
});

const isSameTransaction = (a: Row, b: Row): boolean =>
  a.feeSats === b.feeSats && a.weight === b.weight && a.valueSats === b.valueSats;

/**
 * What became of the transactions that a message names. Taken from the rows themselves, because a message may name
 * what is not there, repeat what is, or not be applied at all.
 */
export const changesOf = (told: Rows, now: Rows, txids: Iterable<string>): RowChanges => {
  const removed: string[] = [];
  const added: NextBlockRow[] = [];
  const repriced: Array<readonly [string, number]> = [];
  for (const txid of new Set(txids)) {
    const [was, is] = [told.get(txid), now.get(txid)];
    if (is === undefined) {
      if (was !== undefined) removed.push(txid);
    } else if (was === undefined || !isSameTransaction(was, is)) {
      added.push(rowOf(txid, is));
    } else if (was.rate !== is.rate) {
      repriced.push([txid, is.rate]);
    }
  }
  return { removed, added, repriced };
};

export const isNothing = ({ removed, added, repriced }: RowChanges): boolean =>
  removed.length + added.length + repriced.length === 0;
