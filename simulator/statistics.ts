import type { Chunk } from './cluster.ts';

/** One point of `live-2h-chart`, one a minute. */
export const chartPoint = (
  chunks: ReadonlyArray<Chunk>,
  nowSeconds: number,
  vbytesPerSecond: number,
) => {
  const vsizes = LOWER_RATES.map(() => 0);
  let [count, weight, feeSats] = [0, 0, 0];
  for (const chunk of chunks) {
    const above = LOWER_RATES.findIndex((rate) => rate > chunk.satsPerVbyte);
    const bucket = above === -1 ? LOWER_RATES.length - 1 : above - 1;
    vsizes[bucket] = (vsizes[bucket] ?? 0) + chunk.weight / 4;
    count += chunk.rows.length;
    weight += chunk.weight;
    feeSats += chunk.feeSats;
  }
  return {
    added: nowSeconds,
    count,
    vbytes_per_second: vbytesPerSecond,
    mempool_byte_weight: weight,
    total_fee: feeSats,
    min_fee: 0.1,
    vsizes: vsizes.map(Math.round),
  };
};

/** Lower bounds of the 39 buckets, sat/vB. */
const LOWER_RATES = [
  0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100, 125, 150, 175, 200, 250,
  300, 350, 400, 500, 600, 700, 800, 900, 1000, 1200, 1400, 1600, 1800, 2000,
];
