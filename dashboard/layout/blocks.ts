import type { BlockRow, MinedBlock } from '../server/ports.ts';

/** Blocks shown at once: about a day of them. */
export const BLOCKS_SHOWN = 144;

/** Seconds between two header times. */
const secondsBetween = (earlier: string, later: string): number =>
  (Date.parse(later) - Date.parse(earlier)) / 1000;

/** A live block over the warehouse's row of its height. The same hash keeps what only the warehouse knows. */
const over = (row: BlockRow | undefined, block: MinedBlock): BlockRow =>
  row?.hash === block.hash
    ? {
        ...block,
        feeSats: block.feeSats ?? row.feeSats,
        medianRate: block.medianRate ?? row.medianRate,
        pool: block.pool ?? row.pool,
        intervalSeconds: row.intervalSeconds,
      }
    : { ...block, intervalSeconds: null };

/**
 * The warehouse's blocks overlaid with those seen since it was built: one row per height, highest
 * first, at most `BLOCKS_SHOWN` heights below the tip. An interval is told where the parent is known.
 */
export const overlayBlocks = (
  history: ReadonlyArray<BlockRow>,
  live: ReadonlyArray<MinedBlock>,
): ReadonlyArray<BlockRow> => {
  const byHeight = new Map(history.map((row) => [row.height, row]));
  for (const block of live) byHeight.set(block.height, over(byHeight.get(block.height), block));
  const rows = [...byHeight.values()].sort((a, b) => b.height - a.height);
  const tip = rows[0]?.height ?? 0;
  return rows
    .filter((row) => row.height > tip - BLOCKS_SHOWN)
    .map((row) => {
      const parent = byHeight.get(row.height - 1);
      return parent === undefined
        ? row
        : { ...row, intervalSeconds: secondsBetween(parent.minedAt, row.minedAt) };
    });
};

/** Stretches of heights without a block, both ends included. */
export const missingHeights = (
  rows: ReadonlyArray<BlockRow>,
): ReadonlyArray<{ readonly from: number; readonly to: number }> =>
  rows.flatMap((row, index) => {
    const below = rows[index + 1];
    return below === undefined || below.height === row.height - 1
      ? []
      : [{ from: below.height + 1, to: row.height - 1 }];
  });
