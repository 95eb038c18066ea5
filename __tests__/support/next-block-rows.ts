import type { NextBlockEvent, NextBlockRow } from '../../dashboard/server/ports.ts';

type Snapshot = Extract<NextBlockEvent, { tag: 'snapshot' }>;
type Delta = Extract<NextBlockEvent, { tag: 'delta' }>;

/** Numbers from 0 up to 1 that a seed decides. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const gauss = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const txidOf = (random: () => number): string =>
  Array.from({ length: 8 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/** Payments of one or two inputs mostly, some long ones, few very long; whole weight units. */
const vsizeOf = (random: () => number): number => {
  const kind = random();
  if (kind < 0.35) return 110 + Math.floor(random() * 4);
  if (kind < 0.65) return 140.25 + Math.floor(random() * 13) / 4;
  if (kind < 0.85) return 190 + Math.floor(random() * 280) / 4;
  if (kind < 0.97) return 260 + Math.floor(random() * 2_000) / 4;
  return Math.min(60_000, 800 + Math.floor(Math.exp(gauss(random) + 5)));
};

/** A made-up transaction of a realistic size and rate. */
export const sampleRow = (random: () => number): NextBlockRow => {
  const vsizeVbytes = vsizeOf(random);
  const rate = Math.max(0.11, Math.round(Math.exp(0.9 * gauss(random) + 1.1) * 100) / 100);
  return {
    txid: txidOf(random),
    feeSats: Math.max(1, Math.round(vsizeVbytes * rate)),
    vsizeVbytes,
    valueSats: Math.round(Math.exp(2.5 * gauss(random) + 15)),
    rate,
  };
};

/** So many of them, always the same for one seed. */
export const sampleRows = (count: number, seed: number): ReadonlyArray<NextBlockRow> => {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => sampleRow(random));
};

export const snapshotEvent = (
  rows: ReadonlyArray<NextBlockRow>,
  at: string,
  change: Partial<Snapshot> = {},
): Snapshot => ({
  tag: 'snapshot',
  level: 'verified',
  cause: null,
  at,
  sequence: 1,
  rows,
  ...change,
});

export const deltaEvent = (at: string, change: Partial<Delta> = {}): Delta => ({
  tag: 'delta',
  level: 'verified',
  cause: null,
  at,
  sequence: 2,
  removed: [],
  added: [],
  repriced: [],
  ...change,
});

/** The rows after the events so far, in the plainest way. */
export const followedRows = (): {
  readonly take: (event: NextBlockEvent) => void;
  readonly rows: ReadonlyMap<string, NextBlockRow>;
  /** Null before the first snapshot. */
  readonly snapshot: () => Snapshot | null;
} => {
  const rows = new Map<string, NextBlockRow>();
  let last: Snapshot | null = null;
  const take = (event: NextBlockEvent): void => {
    if (event.tag === 'mined') return;
    if (event.tag === 'snapshot') {
      rows.clear();
      for (const row of event.rows) rows.set(row.txid, row);
      last = event;
      return;
    }
    if (event.tag === 'delta') {
      for (const [txid] of event.removed) rows.delete(txid);
      for (const row of event.added) rows.set(row.txid, row);
      for (const [txid, rate] of event.repriced) {
        const row = rows.get(txid);
        if (row !== undefined) rows.set(txid, { ...row, rate });
      }
    }
    if (last === null) return;
    const { at, level, cause } = event;
    const sequence = event.tag === 'delta' ? event.sequence : last.sequence;
    last = { ...last, at, level, cause, sequence };
  };
  return {
    take,
    rows,
    snapshot: () => (last === null ? null : { ...last, rows: [...rows.values()] }),
  };
};
