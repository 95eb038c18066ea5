import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingBlocks, stretchesWithout } from '../../../../dashboard/layout/history/gaps.ts';
import { withLive } from '../../../../dashboard/layout/history/overlay.ts';
import { heightsPerPoint, placed } from '../../../../dashboard/server/history/points.ts';
import type { BlockPoint } from '../../../../dashboard/server/history/answers.ts';
import type { BlockRow } from '../../../../dashboard/server/ports.ts';

const point = (height: number, blocks = 1): BlockPoint => ({
  fromHeight: height,
  toHeight: height,
  blocks,
  minedAt: blocks === 0 ? null : '2026-11-21T06:00:00.000Z',
  feeSats: blocks === 0 ? null : 5,
  p10Rate: null,
  medianRate: null,
  p90Rate: null,
  sizeBytes: null,
  weight: null,
  transactions: null,
  intervalSeconds: null,
});
const live = (height: number): BlockRow => ({
  height,
  hash: `h${height}`,
  minedAt: '2026-11-21T07:00:00.000Z',
  transactions: 9,
  sizeBytes: 1,
  weight: 4,
  feeSats: 7,
  medianRate: 2,
  pool: null,
  intervalSeconds: null,
});

describe('points', () => {
  it.each([
    [905_000, 905_143, 1],
    [905_000, 905_999, 1],
    [905_000, 906_000, 2],
    [900_000, 904_319, 5],
    [1, 899_999, 1000],
  ])('of heights %i to %i are %i heights each', (from, to, heights) => {
    expect(heightsPerPoint(from, to)).toBe(heights);
  });

  it('are a thousand at most, hold every height once, and begin at the same multiples whatever the tip', () => {
    const span = fc.tuple(fc.nat(2_000_000), fc.nat(1_200_000));
    fc.assert(
      fc.property(span, ([fromHeight, more]) => {
        const toHeight = fromHeight + more;
        const heights = heightsPerPoint(fromHeight, toHeight);
        const points = placed({ fromHeight, toHeight, heightsPerPoint: heights }, [], {});
        expect(points.length).toBeLessThanOrEqual(1000);
        expect(points[0]?.fromHeight).toBe(fromHeight);
        expect(points.at(-1)?.toHeight).toBe(toHeight);
        points.forEach((each, index) => {
          if (index > 0) expect(each.fromHeight).toBe((points[index - 1]?.toHeight ?? 0) + 1);
          if (index > 0) expect(each.fromHeight % heights).toBe(0);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('blocks seen live', () => {
  it('fill what the tables lack and go on above it, with a place for each height between', () => {
    const shown = withLive([point(10), point(11, 0), point(12)], [live(10), live(11), live(14)], 1);
    expect(shown.map(({ fromHeight, blocks, feeSats }) => [fromHeight, blocks, feeSats])).toEqual([
      [10, 1, 5],
      [11, 1, 7],
      [12, 1, 5],
      [13, 0, null],
      [14, 1, 7],
    ]);
  });

  it('take the place of those that the chain left since the tables were built', () => {
    const of = ({ height, transactions, sizeBytes, weight, feeSats }: BlockRow): BlockPoint => ({
      ...point(height),
      transactions,
      sizeBytes,
      weight,
      feeSats,
      p90Rate: 3,
    });
    const stale = of({ ...live(11), sizeBytes: 2, feeSats: 8 });
    const told = [of(live(10)), stale];
    const shown = withLive(told, [live(12), live(11), live(10)], 1);
    expect(shown.map(({ feeSats, p90Rate }) => [feeSats, p90Rate])).toEqual([
      [7, 3],
      [7, null],
      [7, null],
    ]);
  });

  it('are all there is before the tables are', () => {
    expect(withLive([], [live(12), live(10)], 1).map(({ blocks }) => blocks)).toEqual([1, 0, 1]);
    expect(withLive([], [], 1)).toEqual([]);
  });

  it('stay out where a point is several blocks, and where they stand far above', () => {
    const points = [point(10), point(12)];
    expect(withLive(points, [live(13)], 2)).toBe(points);
    expect(withLive(points, [live(5_000_000)], 1)).toBe(points);
  });
});

describe('what is missing', () => {
  it('is a stretch of points without a block, neighbours as one, and counted inside a point too', () => {
    const points = [
      { fromHeight: 0, toHeight: 4, blocks: 5 },
      { fromHeight: 5, toHeight: 9, blocks: 0 },
      { fromHeight: 10, toHeight: 14, blocks: 0 },
      { fromHeight: 15, toHeight: 19, blocks: 3 },
      { fromHeight: 20, toHeight: 24, blocks: 0 },
    ];
    expect(stretchesWithout(points)).toEqual([
      { from: 5, to: 14 },
      { from: 20, to: 24 },
    ]);
    expect(missingBlocks(points)).toBe(17);
  });
});
