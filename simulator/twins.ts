import type { Mempool } from './mempool.ts';
import type { Random } from './random.ts';
import type { ProjectedBlock } from './template.ts';

/** Puts a transaction of another txid, and else the same, in the place of one of each projected block. */
export const swapForTwins = (
  mempool: Mempool,
  projected: ReadonlyArray<ProjectedBlock>,
  random: Random,
): void => {
  const replaceable = txidsWithAPlaceOfTheirOwn(mempool);
  for (const [index, { rows }] of projected.entries()) {
    // who stays longest: at the top of the next block, in the middle of those behind it
    const from = index === 0 ? 0 : rows.length / 2;
    const row = rows.slice(from).find(({ transaction }) => replaceable.has(transaction.txid));
    if (!row) continue;
    mempool.drop(row.transaction.txid);
    mempool.add({ ...row.transaction, txid: random.hex(32) });
  }
};

/** Alone in its cluster and at its rate: whoever comes with the same rate stands where it stood. */
const txidsWithAPlaceOfTheirOwn = (mempool: Mempool): ReadonlySet<string> => {
  const chunksByRate = new Map<number, number>();
  for (const { satsPerVbyte } of mempool.chunks())
    chunksByRate.set(satsPerVbyte, (chunksByRate.get(satsPerVbyte) ?? 0) + 1);
  return new Set(
    mempool
      .chunks()
      .filter(({ cluster }) => cluster.members.length === 1)
      .filter(({ satsPerVbyte }) => chunksByRate.get(satsPerVbyte) === 1)
      .flatMap(({ rows }) => rows)
      .filter(({ isAccelerated }) => !isAccelerated)
      .map(({ transaction }) => transaction.txid),
  );
};
