import type { NextBlockEvent, NextBlockRow } from '../../../dashboard/server/ports.ts';
import { deltaEvent, randomOf, sampleRow, sampleRows, snapshotEvent } from '../next-block-rows.ts';

const MINUTE = 60_000;

/** A session of the last half hour, told by hand; times in minutes before its end. */
export interface HalfHour {
  readonly events: ReadonlyArray<NextBlockEvent>;
  /** What the block held from each moment on, the first moment first; null while that was not known. */
  readonly moments: ReadonlyArray<{
    readonly atMs: number;
    readonly rows: ReadonlyMap<string, NextBlockRow> | null;
  }>;
}

/** Begins 26 minutes before; a gap from 18 to 16.5 minutes before; blocks at 21 and 9 minutes before; a message each 5 s. */
export const halfHourUntil = (endMs: number, count = 400): HalfHour => {
  const random = randomOf(5);
  const events: NextBlockEvent[] = [];
  const moments: Array<HalfHour['moments'][number]> = [];
  const rows = new Map<string, NextBlockRow>();
  const put = (added: ReadonlyArray<NextBlockRow>): void => {
    for (const row of added) rows.set(row.txid, row);
  };
  const renew = (atMs: number, seed: number): void => {
    rows.clear();
    put(sampleRows(count, seed));
    events.push(snapshotEvent([...rows.values()], new Date(atMs).toISOString()));
    moments.push({ atMs, rows: new Map(rows) });
  };
  const change = (atMs: number): void => {
    const gone = [...rows.keys()].filter(() => random() < 0.01);
    const added = Array.from({ length: gone.length + 1 }, () => sampleRow(random));
    for (const txid of gone) rows.delete(txid);
    put(added);
    const removed = gone.map((txid) => [txid, 'unknown'] as const);
    events.push(deltaEvent(new Date(atMs).toISOString(), { removed, added }));
    moments.push({ atMs, rows: new Map(rows) });
  };
  const before = (minutes: number): number => endMs - minutes * MINUTE;
  const changeUntil = (untilMs: number): void => {
    for (let atMs = (moments.at(-1)?.atMs ?? 0) + 5000; atMs < untilMs; atMs += 5000) change(atMs);
  };
  const mine = (atMs: number, height: number): void => {
    const at = new Date(atMs).toISOString();
    events.push({ tag: 'mined', at, height, hash: height.toString(16).padStart(64, '0') });
    renew(atMs, height);
  };

  renew(before(26), 1);
  changeUntil(before(21));
  mine(before(21), 905_143);
  changeUntil(before(18));
  const at = new Date(before(18)).toISOString();
  events.push({ tag: 'standing', level: 'unknown', cause: 'sequence', at });
  moments.push({ atMs: before(18), rows: null });
  renew(before(16.5), 2);
  changeUntil(before(9));
  mine(before(9), 905_144);
  changeUntil(endMs);
  return { events, moments };
};
