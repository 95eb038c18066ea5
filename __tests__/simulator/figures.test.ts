import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockId, headerBytes, merkleRoot } from '../../simulator/block-header.ts';
import { regroup, type Cluster } from '../../simulator/cluster.ts';
import { difficultyOf, retargeted } from '../../simulator/difficulty.ts';
import { preciseFees } from '../../simulator/fees.ts';
import type { BlockTotals } from '../../simulator/template.ts';
import type { Transaction } from '../../simulator/transaction.ts';

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

/** The effective rates of a chain of transactions of 100 vB. */
const chain = (...fees: ReadonlyArray<number>) => {
  const cluster: Cluster = { members: [], chunks: [] };
  const transactions = fees.map((feeSats, place): Transaction => ({
    txid: String(place),
    feeSats,
    weight: 400,
    sizeBytes: 100,
    isSegwit: true,
    inputs: 1,
    outputs: 1,
    outputSats: 1,
    ownFlags: 0,
    firstSeenSeconds: 0,
  }));
  regroup(
    cluster,
    transactions.map((transaction) => ({ transaction, accelerationSats: 0 })),
  );
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
