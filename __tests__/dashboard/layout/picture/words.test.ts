import { describe, expect, it } from 'vitest';
import { sharesOf, undrawnOf } from '../../../../dashboard/layout/picture/shares.ts';
import {
  amountBtc,
  blockInWords,
  classInWords,
  rankOf,
  shortTxid,
  tileInWords,
  undrawnInWords,
} from '../../../../dashboard/layout/picture/words.ts';
import type { Tile } from '../../../../dashboard/layout/tiles/tile.ts';

const tile = (txid: string, rate: number, vsizeVbytes: number, left = 0): Tile => ({
  txid: txid.padEnd(64, '0'),
  feeSats: rate * vsizeVbytes,
  vsizeVbytes,
  valueSats: 1_164_000,
  rate,
  left,
  top: 0,
  width: 1,
  height: 1,
});

const tiles = [
  tile('a', 1, 300),
  tile('b', 2, 100),
  tile('c', 2.5, 100),
  tile('d', 7, 500),
  tile('e', 0.5, 1, -1),
  tile('f', 0.4, 3, -1),
];

describe('the shares of the classes', () => {
  it('are of the whole size, what is below all edges in the first, without end in the last', () => {
    const shares = sharesOf(tiles, [1, 2, 4]);
    expect(shares.map(({ vsizeVbytes }) => vsizeVbytes)).toEqual([304, 200, 500]);
    expect(shares.map(({ share }) => share)).toEqual([304 / 1004, 200 / 1004, 500 / 1004]);
    expect(shares.map(classInWords)).toEqual([
      '1 to 2 sat/vB',
      '2 to 4 sat/vB',
      '4 sat/vB and more',
    ]);
  });

  it('are zero in an empty block', () => {
    expect(sharesOf([], [1, 2]).map(({ share }) => share)).toEqual([0, 0]);
  });
});

describe('what is not drawn', () => {
  it('is counted, with its share of the size', () => {
    expect(undrawnOf(tiles)).toEqual({ transactions: 2, share: 4 / 1004 });
    expect(undrawnInWords(undrawnOf(tiles))).toBe(
      '2 transactions, 0.4 % of the size, have no room in the picture',
    );
    expect(undrawnInWords({ transactions: 1, share: 0.0001 })).toBe(
      '1 transaction, less than 0.1 % of the size, has no room in the picture',
    );
  });

  it('is not mentioned where there is none', () => {
    expect(undrawnInWords(undrawnOf(tiles.slice(0, 4)))).toBeNull();
    expect(undrawnInWords(undrawnOf([]))).toBeNull();
  });
});

describe('a tile in words', () => {
  it('is shortened, ranked by rate, and told in full to those who hear it', () => {
    const [, , c] = tiles;
    if (c === undefined) throw new Error('there are six');
    expect(shortTxid(`496e6798${'0'.repeat(50)}8cc9ff`)).toBe('496e6798…8cc9ff');
    expect(amountBtc(c.valueSats)).toBe('0.01164000');
    expect(rankOf(c, tiles)).toBe(2);
    expect(tileInWords(c, 2, 6)).toBe(
      'Transaction c0000000, 2.50 satoshis per vbyte, fee 250 satoshis, size 100 vbytes, number 2 of 6 by rate',
    );
  });

  it('shares its rank with those of the same rate', () => {
    const equal = [tile('x', 3, 1), tile('y', 3, 1), tile('z', 2, 1)];
    expect(equal.map((each) => rankOf(each, equal))).toEqual([1, 1, 3]);
  });
});

it('the block is told in one sentence', () => {
  const totals = {
    transactions: 3412,
    feeSats: 1,
    weight: 3_991_780,
    lowestRate: 1.21,
    medianRate: 2.873,
  };
  expect(blockInWords(totals)).toBe(
    'The next block has 3,412 transactions and is 99.8 % full; lowest rate 1.21, median 2.87 sat/vB.',
  );
  expect(blockInWords({ ...totals, transactions: 0 })).toBe('The next block is empty so far.');
});
