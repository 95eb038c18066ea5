import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCKS_SHOWN, missingHeights, overlayBlocks } from '../../../dashboard/layout/blocks.ts';
import type { BlockRow, MinedBlock } from '../../../dashboard/server/ports.ts';

const block = (height: number, change: Partial<MinedBlock> = {}): MinedBlock => ({
  height,
  hash: `hash of ${height}`,
  minedAt: new Date(Date.UTC(2026, 8, 19, 12, height)).toISOString(), // a minute for each height
  transactions: 2000,
  sizeBytes: 1_500_000,
  weight: 3_990_000,
  feeSats: 5_000_000,
  medianRate: 2.5,
  pool: 'Foundry USA',
  ...change,
});

const row = (height: number, change: Partial<BlockRow> = {}): BlockRow => ({
  ...block(height),
  intervalSeconds: 60,
  ...change,
});

describe('blocks of the warehouse and blocks seen live', () => {
  it('are one row per height, highest first', () => {
    const rows = overlayBlocks([row(12), row(11), row(10)], [block(12), block(13)]);
    expect(rows.map(({ height }) => height)).toEqual([13, 12, 11, 10]);
  });

  it('take the live block where a reorganisation replaced the built one', () => {
    const [tip] = overlayBlocks([row(10)], [block(10, { hash: 'other', feeSats: 1, pool: null })]);
    expect(tip).toMatchObject({ hash: 'other', feeSats: 1, pool: null });
  });

  it('take the later of two live blocks of one height', () => {
    const [tip] = overlayBlocks([], [block(10, { hash: 'first' }), block(10, { hash: 'second' })]);
    expect(tip?.hash).toBe('second');
  });

  it('keep what only the warehouse knows of the same block', () => {
    const live = block(10, { feeSats: null, medianRate: null, pool: null });
    const [tip] = overlayBlocks([row(10)], [live]);
    expect(tip).toMatchObject({ feeSats: 5_000_000, medianRate: 2.5, pool: 'Foundry USA' });
  });

  it('tell an interval where the parent is known, below zero too, and none beside a gap', () => {
    const early = new Date(Date.UTC(2026, 8, 19, 12, 11) - 30_000).toISOString();
    const rows = overlayBlocks([], [block(8), block(10), block(11), block(12, { minedAt: early })]);
    expect(rows.map(({ intervalSeconds }) => intervalSeconds)).toEqual([-30, 60, null, null]);
  });

  it('show a day below the tip, however much is known', () => {
    const rows = overlayBlocks([row(1), row(2), row(700)], [block(701)]);
    expect(rows.map(({ height }) => height)).toEqual([701, 700]);
    expect(BLOCKS_SHOWN).toBe(144);
  });
});

describe('heights that are missing', () => {
  it('are, with those that are held, every height from the lowest to the highest', () => {
    const known = fc.uniqueArray(fc.integer({ min: 800_000, max: 800_100 }), { minLength: 1 });
    fc.assert(
      fc.property(known, (heights) => {
        const rows = overlayBlocks(
          [],
          heights.map((height) => block(height)),
        );
        const missing = missingHeights(rows).flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        );
        const all = Array.from(
          { length: Math.max(...heights) - Math.min(...heights) + 1 },
          (_, index) => Math.min(...heights) + index,
        );
        expect([...missing, ...heights].sort((a, b) => a - b)).toEqual(all);
      }),
    );
  });

  it('are none without blocks', () => {
    expect(missingHeights([])).toEqual([]);
  });
});
