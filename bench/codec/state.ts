import { NextBlock, quantilesOf } from '@bitcoin-pipeline/model';
import type { Delta, Row } from '../../model/wire/mempool/2024-04/projected-block.ts';
import { seededChanges } from './messages.ts';
import { interleaved, median } from './rounds.ts';

const ROWS = 6000;
const HEAP_DELTAS = 10_000;
/** Some deltas before, in which tables grow to their size. */
const WARM_DELTAS = 2000;
const MIB = 1024 * 1024;

export interface StateFigures {
  readonly nsPerDelta: number;
  readonly nsRecomputed: number;
  /** How many times quicker than sorting all rows after each delta. */
  readonly times: number;
  /** Live bytes more after ten thousand deltas, in MiB; null where the garbage can't be collected first. */
  readonly heapGrowthMiB: number | null;
}

/** Deltas that leave the number of rows as it is: each takes out what the one before put in. */
const steadyDeltas = (seed: string, rows: number, count: number) => {
  const { base, deltas } = seededChanges(seed, rows, count);
  const steady = deltas.map(({ delta }, index) => {
    const before = deltas[(index + count - 1) % count]?.delta.added ?? [];
    return { ...delta, removed: before.map(([txid]) => String(txid)) };
  });
  return {
    base: base as unknown as ReadonlyArray<Row>,
    deltas: steady as unknown as ReadonlyArray<Delta>,
  };
};

const liveBytes = (): number | null => {
  if (globalThis.gc === undefined) return null;
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};

const heapGrowth = (seed: string): number | null => {
  const { base, deltas } = steadyDeltas(seed, ROWS, 500);
  const block = new NextBlock();
  block.add(base);
  const apply = (count: number): void => {
    for (let index = 0; index < count; index += 1) {
      // as from the wire: strings of its own in each delta
      const delta = JSON.parse(JSON.stringify(deltas[index % deltas.length])) as Delta;
      block.apply(delta);
      if (block.quantiles.medianRate === null)
        throw new Error('a block of 6,000 rows has a median');
    }
  };
  apply(WARM_DELTAS);
  const before = liveBytes();
  apply(HEAP_DELTAS);
  const after = liveBytes();
  return before === null || after === null ? null : (after - before) / MIB;
};

/** The next block and its fee rates after each delta: kept up, and reckoned anew. */
export const stateFigures = (seed: string, rounds: number): StateFigures => {
  const { base, deltas } = steadyDeltas(seed, ROWS, 100);
  const kept = new NextBlock();
  const again = new NextBlock();
  kept.add(base);
  again.add(base);
  let index = 0;
  const next = (): Delta => {
    index += 1;
    return deltas[index % deltas.length] as Delta;
  };
  const none = [Buffer.alloc(0)];
  const measured = interleaved(
    {
      again: () => {
        again.apply(next());
        return quantilesOf(again.rows.values());
      },
      kept: () => {
        kept.apply(next());
        return kept.quantiles;
      },
    },
    none,
    { rounds, ms: 25 },
  );
  return {
    nsPerDelta: measured.kept.nsPerFrame,
    nsRecomputed: measured.again.nsPerFrame,
    times: 1 / measured.kept.ratio,
    heapGrowthMiB: heapGrowth(seed),
  };
};

/** Of several processes. */
export const medianState = (all: ReadonlyArray<StateFigures>): StateFigures => ({
  nsPerDelta: median(all.map(({ nsPerDelta }) => nsPerDelta)),
  nsRecomputed: median(all.map(({ nsRecomputed }) => nsRecomputed)),
  times: median(all.map(({ times }) => times)),
  heapGrowthMiB: all.some(({ heapGrowthMiB }) => heapGrowthMiB === null)
    ? null
    : median(all.map(({ heapGrowthMiB }) => heapGrowthMiB ?? 0)),
});
