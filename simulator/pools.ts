import type { Random } from './random.ts';

/** A mining pool with the ways its coinbases can be known. */
export interface Pool {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  /** What it writes into its coinbases. */
  readonly tag: string;
  readonly address: string;
  /** The script of the address, as the backend prints scripts. */
  readonly script: string;
  readonly minerNames: ReadonlyArray<string> | null;
}

const payToKeyHash = (hash: string) =>
  `OP_DUP OP_HASH160 OP_PUSHBYTES_20 ${hash} OP_EQUALVERIFY OP_CHECKSIG`;
const payToScriptHash = (hash: string) => `OP_HASH160 OP_PUSHBYTES_20 ${hash} OP_EQUAL`;

const FOUNDRY: Pool = {
  id: 111,
  name: 'Foundry USA',
  slug: 'foundryusa',
  tag: '/Foundry USA Pool #dropgold/',
  address: 'bc1qwzrryqr3ja8w7hnja2spmkgfdcgvqwp5swz4af4ngsjecfz0w0pqud7k38',
  script: 'OP_0 OP_PUSHBYTES_32 7086320071974eef5e72eaa01dd9096e10c0383483855ea6b344259c244f73c2',
  minerNames: null,
};
const ANTPOOL: Pool = {
  id: 44,
  name: 'AntPool',
  slug: 'antpool',
  tag: 'Mined by AntPool',
  address: '12dRugNcdxK39288NjcDV4GX7rMsKCGn6B',
  script: payToKeyHash('11dbe48cc6b617f9c6adaf4d9ed5f625b1c7cb59'),
  minerNames: null,
};
const F2POOL: Pool = {
  id: 36,
  name: 'F2Pool',
  slug: 'f2pool',
  tag: '/F2Pool/',
  address: '1KFHE7w8BhaENAswwryaoccDb6qcT6DbYY',
  script: payToKeyHash('c825a1ecf2a6830c4401620c3a16f1995057c2ab'),
  minerNames: null,
};
const VIABTC: Pool = {
  id: 73,
  name: 'ViaBTC',
  slug: 'viabtc',
  tag: '/ViaBTC/Mined by viabtc/',
  address: '18cBEMRxXHqzWWCxZNtU91F5sbUNKhL5PX',
  script: payToKeyHash('536ffa992491508dca0354e52f32a3a7a679a53a'),
  minerNames: null,
};
const SPIDERPOOL: Pool = {
  id: 102,
  name: 'SpiderPool',
  slug: 'spiderpool',
  tag: 'SpiderPool/1558/',
  address: '1BM1sAcrfV6d4zPKytzziu4McLQDsFC2Qc',
  script: payToKeyHash('717a4c9074577a05af94271c32b249d298a22d98'),
  minerNames: null,
};
const MARA: Pool = {
  id: 115,
  name: 'MARA Pool',
  slug: 'marapool',
  tag: '| MARA Made in USA 🇺🇸 |v05',
  address: '32i1m6gNcSHwiPX9nfTNXVjme9j5DU8y5g',
  script: payToScriptHash('0b2867e31c2c5e8ebb55631eececd31da8e25108'),
  minerNames: null,
};
const LUXOR: Pool = {
  id: 4,
  name: 'Luxor',
  slug: 'luxor',
  tag: 'Powered by Luxor Tech',
  address: '39bitUyBcUu3y3hRTtYprKbTp712t4ZWqK',
  script: payToScriptHash('56c0b4b6feacab0ba43e2d738001cf050fa11a34'),
  minerNames: null,
};
const OCEAN: Pool = {
  id: 142,
  name: 'OCEAN',
  slug: 'ocean',
  tag: '< OCEAN.XYZ >',
  address: '37jKPSmbEGwgfacCr2nayn1wTaqMAbA94Z',
  script: payToScriptHash('42402a28dd61f2718a4b27ae72a4791d5bbdade7'),
  minerNames: ['Simulated miner'],
};

/** Each pool as often as it finds blocks, in twentieths. */
const SHARES: readonly [Pool, ...Pool[]] = [
  FOUNDRY,
  FOUNDRY,
  FOUNDRY,
  FOUNDRY,
  FOUNDRY,
  FOUNDRY,
  ANTPOOL,
  ANTPOOL,
  ANTPOOL,
  ANTPOOL,
  F2POOL,
  F2POOL,
  VIABTC,
  VIABTC,
  VIABTC,
  SPIDERPOOL,
  SPIDERPOOL,
  MARA,
  LUXOR,
  OCEAN,
];

/** The pool that finds a block. */
export const luckyPool = (random: Random): Pool => random.pick(SHARES);

/** The script of a coinbase input in hex: height, time, tag and some bytes of the miner's own. */
export const coinbaseScript = (
  pool: Pool,
  height: number,
  seconds: number,
  random: Random,
): string => {
  const numbers = Buffer.alloc(9);
  numbers.writeUInt8(3, 0);
  numbers.writeUIntLE(height, 1, 3);
  numbers.writeUInt8(4, 4);
  numbers.writeUInt32LE(seconds, 5);
  return (
    numbers.toString('hex') + Buffer.from(pool.tag).toString('hex') + random.hex(12) + '00000000'
  );
};
