import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockId, headerBytes, merkleRoot } from '../../simulator/block-header.ts';
import { regroup, type Cluster } from '../../simulator/cluster.ts';
import { difficultyOf, retargeted } from '../../simulator/difficulty.ts';
import { preciseFees } from '../../simulator/fees.ts';
import { createMempool } from '../../simulator/mempool.ts';
import { projectBlocks, type BlockTotals } from '../../simulator/template.ts';
import type { Transaction } from '../../simulator/transaction.ts';
import { createWorld } from '../../simulator/world.ts';

const mainnet = (file: string) =>
  JSON.parse(
    readFileSync(
      new URL(`../fixtures/mempool/mainnet-2026-09-19/${file}`, import.meta.url),
      'utf8',
    ),
  ) as Record<string, unknown>;

describe('the figures of the simulator, against those of the main network', () => {
  const blocks = mainnet('blocks.json') as unknown as ReadonlyArray<
    Parameters<typeof headerBytes>[0] & {
      readonly id: string;
      readonly difficulty: number;
      readonly extras: { readonly header: string };
    }
  >;

  it('makes the recorded headers, ids and difficulties', () => {
    expect(blocks).toHaveLength(3);
    for (const block of blocks) {
      expect(headerBytes(block).toString('hex')).toBe(block.extras.header);
      expect(blockId(headerBytes(block))).toBe(block.id);
      expect(difficultyOf(block.bits)).toBeCloseTo(block.difficulty, 0);
    }
  });

  it('makes the Merkle root of block 170, the first that holds a payment', () => {
    expect(
      merkleRoot([
        'b1fea52486ce0c62bb442b530a3f0132b826c74e473d1f2c220bfa78111c5082',
        'f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16',
      ]),
    ).toBe('7dac2c5666815c17a3b36427de37bb9d2e2c5ccec3f8633eb91a4205cb4c10ff');
  });

  it('retargets as at block 32,256, the first that changed the difficulty', () => {
    // blocks 30,240 and 32,255: 2009-12-18 09:56:01 and 2009-12-30 05:58:59 (UTC)
    expect(retargeted(0x1d00ffff, 1262152739 - 1261130161)).toBe(0x1d00d86a);
  });

  it.each(['ws_init.json', 'ws_want_reply.json', 'ws_stats_update.json', 'ws_block.json'])(
    'recommends the fees that came with the projected blocks of %s',
    (file) => {
      const frame = mainnet(file);
      expect(preciseFees(frame['mempool-blocks'] as ReadonlyArray<BlockTotals>)).toEqual(
        frame['fees'],
      );
    },
  );
});

const transaction = (txid: string, feeSats: number, weight: number): Transaction => ({
  txid,
  feeSats,
  weight,
  sizeBytes: weight / 4,
  isSegwit: true,
  inputs: 1,
  outputs: 1,
  outputSats: 1,
  ownFlags: 0,
  firstSeenSeconds: 0,
});

/** The effective rates of a chain of transactions of 100 vB. */
const chain = (...fees: ReadonlyArray<number>) => {
  const cluster: Cluster = { members: [], chunks: [] };
  const members = fees.map((feeSats, place) => ({
    transaction: transaction(String(place), feeSats, 400),
    accelerationSats: 0,
  }));
  regroup(cluster, members);
  return cluster.chunks.flatMap((chunk) => chunk.rows.map((row) => row.satsPerVbyte));
};

describe('effective rates', () => {
  it.each([
    [[500], [5]],
    [
      [900, 300],
      [9, 3],
    ],
    [
      [100, 500],
      [3, 3],
    ],
    [
      [100, 300, 800],
      [4, 4, 4],
    ],
    [
      [900, 100, 300],
      [9, 2, 2],
    ],
    [
      [200, 100, 600],
      [3, 3, 3],
    ],
    [
      [500, 500],
      [5, 5],
    ],
  ])('of a chain with fees %j are %j', (fees, rates) => {
    expect(chain(...fees)).toEqual(rates);
  });
});

describe('projected blocks', () => {
  it('let a child wait for a parent that does not fit, and fill the room with others', () => {
    const mempool = createMempool();
    // rates of 10, 9, 8 and 7 sat/vB
    mempool.add(transaction('filler', 5_000_000, 2_000_000));
    mempool.add(transaction('parent', 6_750_000, 3_000_000));
    mempool.add(transaction('child', 800, 400), 'parent');
    mempool.add(transaction('other', 700, 400));
    const blocks = projectBlocks(mempool.chunks());
    expect(blocks.map(({ rows }) => rows.map((row) => row.transaction.txid))).toEqual([
      ['filler', 'other'],
      ['parent', 'child'],
    ]);
    const { blockSize, blockVSize, nTx, totalFees, medianFee } =
      blocks[0]?.totals ?? ({} as Partial<BlockTotals>);
    expect([blockSize, blockVSize, nTx, totalFees, medianFee]).toEqual([
      500_100, 500_100, 2, 5_000_700, 10,
    ]);
  });
});

describe('a mined block', () => {
  it.each(['3', '7', '13', '20', '24'])(
    'weighs no more than 4 million units, also with what nobody had heard of, seed %s',
    (seed) => {
      const world = createWorld({
        seed,
        rowsPerBlock: 900,
        startTimeMs: Date.parse('2026-11-21T12:00:00Z'),
        startHeight: 100,
        pastBlocks: 1,
        meanBlockSeconds: 600,
      });
      const frameWeight = 1_192; // its header, its count of transactions and its coinbase
      for (let block = 0; block < 4; block += 1) {
        world.exchange(20);
        expect(world.mine().block.summary().weight + frameWeight).toBeLessThanOrEqual(4_000_000);
      }
    },
  );
});
