import type { BlockPoint } from '../../server/history/answers.ts';
import type { BlockRow } from '../../server/ports.ts';

/** What the tables do not say of a block that was seen live only. */
const unsaid = { p10Rate: null, p90Rate: null };

const pointOf = (row: BlockRow): BlockPoint => ({
  ...unsaid,
  fromHeight: row.height,
  toHeight: row.height,
  blocks: 1,
  minedAt: row.minedAt,
  feeSats: row.feeSats,
  medianRate: row.medianRate,
  sizeBytes: row.sizeBytes,
  weight: row.weight,
  transactions: row.transactions,
  intervalSeconds: row.intervalSeconds,
});

const emptyAt = (height: number): BlockPoint => ({
  ...unsaid,
  fromHeight: height,
  toHeight: height,
  blocks: 0,
  minedAt: null,
  feeSats: null,
  medianRate: null,
  sizeBytes: null,
  weight: null,
  transactions: null,
  intervalSeconds: null,
});

/** Whether a point is of this block, by its size, which never changes; no hash comes with the points. */
const isOf = (point: BlockPoint, row: BlockRow): boolean =>
  (['transactions', 'sizeBytes', 'weight'] as const).every(
    (figure) => point[figure] === null || point[figure] === row[figure],
  );

/** Heights that a live block may stand above the tables' newest: more than that is another chain or a broken clock. */
const AHEAD_AT_MOST = 1000;

/**
 * The points of the tables with the blocks seen since: those fill heights that are not held, take the place of
 * blocks that the chain has left since, and go on above the tip, with an empty place for each height between. Only where
 * a point is one block.
 */
export const withLive = (
  points: ReadonlyArray<BlockPoint>,
  rows: ReadonlyArray<BlockRow>,
  heightsPerPoint: number,
): ReadonlyArray<BlockPoint> => {
  const [first, last] = [points[0], points.at(-1)];
  if (heightsPerPoint !== 1 || rows.length === 0) return points;
  const byHeight = new Map(rows.map((row) => [row.height, row]));
  const heights = rows.map(({ height }) => height);
  const from = first?.fromHeight ?? Math.min(...heights);
  const to = Math.max(last?.toHeight ?? 0, ...heights);
  if (to - (last?.toHeight ?? from) > AHEAD_AT_MOST) return points;
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const known = points[index];
    const row = byHeight.get(from + index);
    const isHeld = known !== undefined && known.blocks > 0;
    if (isHeld && (row === undefined || isOf(known, row))) return known;
    return row === undefined ? (known ?? emptyAt(from + index)) : pointOf(row);
  });
};
