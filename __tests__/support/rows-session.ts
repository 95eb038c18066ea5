import type { Departure } from '../../dashboard/layout/tiles/wire.ts';
import type { NextBlockRow } from '../../dashboard/server/ports.ts';
import { randomOf, sampleRow } from './next-block-rows.ts';

/** What one message did. */
interface RowsChange {
  readonly removed: ReadonlyArray<readonly [txid: string, why: Departure]>;
  readonly added: ReadonlyArray<NextBlockRow>;
  readonly repriced: ReadonlyArray<readonly [txid: string, rate: number]>;
}

/** A next block that lives by a seed; full, however many transactions it has. */
export interface RowsSession {
  readonly rows: ReadonlyMap<string, NextBlockRow>;
  /** One more message: about six come, as many go, two are re-priced. */
  readonly next: () => RowsChange;
}

const reasons: ReadonlyArray<Departure> = ['pushed-out', 'replaced', 'pushed-out', 'unknown'];

/** The mean size of a sample row, in vbytes. */
const USUAL_VBYTES = 315;

export const rowsSession = (transactions: number, seed: number): RowsSession => {
  const random = randomOf(seed);
  const share = Math.min(1, 1_000_000 / (transactions * USUAL_VBYTES));
  const fitting = (): NextBlockRow => {
    const row = sampleRow(random);
    const vsizeVbytes = Math.max(110, Math.round(row.vsizeVbytes * share * 4) / 4);
    return { ...row, vsizeVbytes, feeSats: Math.round(vsizeVbytes * row.rate) };
  };
  const rows = new Map<string, NextBlockRow>();
  const take = (row: NextBlockRow): void => {
    rows.set(row.txid, row);
  };
  for (let count = 0; count < transactions; count += 1) take(fitting());
  const some = (count: number): ReadonlyArray<NextBlockRow> => {
    const all = [...rows.values()];
    const picks = Array.from({ length: count }, () => Math.floor(random() * all.length));
    return [...new Set(picks)].flatMap((pick) => all[pick] ?? []);
  };
  return {
    rows,
    next: () => {
      const gone = some(4 + Math.floor(random() * 5));
      for (const { txid } of gone) rows.delete(txid);
      const repriced = some(2).map((row) => {
        const rate = Math.round(100 * row.rate * (1 + random())) / 100;
        take({ ...row, rate });
        return [row.txid, rate] as const;
      });
      const added = gone.map(fitting);
      for (const row of added) take(row);
      const removed = gone.map(
        ({ txid }, index) => [txid, reasons[index % reasons.length] ?? 'unknown'] as const,
      );
      return { removed, added, repriced };
    },
  };
};
