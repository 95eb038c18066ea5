import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { openWarehouse, withWarehouse } from '../../warehouse/database.ts';
import * as E from 'fp-ts/lib/Either.js';
import { mainnet } from '../support/identity.ts';
import { temporaryFolder } from '../support/lake-folder.ts';
import { heldByAnother, left, right, rowsOf } from '../support/warehouse.ts';

const inFolder = (name = 'lake.duckdb'): string => path.join(temporaryFolder(), name);

it('makes a warehouse that knows its network and class of origin, and opens it again', async () => {
  const file = inFolder(path.join('new', 'lake.duckdb'));
  await right(await openWarehouse(file, mainnet)).close();
  const again = right(await openWarehouse(file, mainnet));
  expect(await rowsOf(again, 'FROM raw.warehouse_info')).toStrictEqual([
    [1, 'mainnet', 'recording'],
  ]);
  await again.close();
});

it.each([
  [
    { network: 'testnet4', originClass: 'recording' as const },
    /holds mainnet recording data, the lake is testnet4 recording/,
  ],
  [
    { network: 'mainnet', originClass: 'simulated' as const },
    /holds mainnet recording data, the lake is mainnet simulated/,
  ],
])('refuses the lake of another kind: %j', async (lake, sentence) => {
  const file = inFolder();
  await right(await openWarehouse(file, mainnet)).close();
  expect(left(await openWarehouse(file, lake))).toStrictEqual({
    tag: 'mixed',
    message: expect.stringMatching(sentence) as unknown,
  });
  await right(await openWarehouse(file, mainnet)).close(); // the refusal let go of the file
});

it('says which process is writing it, and opens it once that one has gone', async () => {
  const file = inFolder();
  const child = await heldByAnother(file);
  expect(left(await openWarehouse(file, mainnet))).toStrictEqual({
    tag: 'locked',
    message: `${file} is being written by another process (pid ${child.pid}): stop it or name another warehouse.`,
  });
  child.stdin?.end();
  await once(child, 'exit');
  await right(await openWarehouse(file, mainnet)).close();
});

it('lets one user of this process after the other have the file', async () => {
  const file = inFolder();
  const log: string[] = [];
  const use = (name: string) =>
    withWarehouse(file, mainnet, async ({ connection }) => {
      log.push(name);
      await connection.run('SELECT sum(range) FROM range(1_000_000)');
      log.push(`/${name}`);
      return E.right(undefined);
    });
  await Promise.all([use('a'), use('b'), use('c')]);
  expect(log).toStrictEqual(['a', '/a', 'b', '/b', 'c', '/c']);
});

it('leaves the file to other processes once it is closed', async () => {
  const file = inFolder();
  right(
    await withWarehouse(file, mainnet, async (warehouse) => {
      await warehouse.connection.run('CREATE TABLE raw.x AS FROM range(10)');
      return E.right(undefined);
    }),
  );
  expect(existsSync(`${file}.wal`)).toBe(false);
  await heldByAnother(file); // fails the test where the other process can't open it
});

it('refuses a file that is no database and leaves it as it is', async () => {
  const file = inFolder();
  writeFileSync(file, 'x'.repeat(10_000));
  expect(left(await openWarehouse(file, mainnet)).tag).toBe('not-a-warehouse');
  expect(readFileSync(file, 'utf8')).toBe('x'.repeat(10_000));
});

it('refuses a database of something else', async () => {
  const file = inFolder();
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run('CREATE TABLE accounts (id INTEGER)');
  connection.closeSync();
  instance.closeSync();
  expect(left(await openWarehouse(file, mainnet)).tag).toBe('not-a-warehouse');
});

it('refuses a warehouse of a newer program', async () => {
  const file = inFolder();
  const warehouse = right(await openWarehouse(file, mainnet));
  await warehouse.connection.run('UPDATE raw.warehouse_info SET version = 2');
  await warehouse.close();
  expect(left(await openWarehouse(file, mainnet)).message).toMatch(
    /version 2, this program knows 1/,
  );
});

/** DuckDB's own checksum over a block, which stands in the eight bytes before it. */
const checksum = (block: Buffer): bigint => {
  let sum = 5_381n;
  for (let at = 0; at < block.length; at += 8)
    sum ^= BigInt.asUintN(64, block.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  return sum;
};

it('refuses a file written by a newer DuckDB, and a damaged one', async () => {
  const file = inFolder();
  await right(await openWarehouse(file, mainnet)).close();
  const bytes = readFileSync(file);
  bytes.writeBigUInt64LE(9_999n, 12); // the storage version, after the checksum and the letters DUCK
  writeFileSync(file, bytes);
  expect(left(await openWarehouse(file, mainnet)).tag).toBe('not-a-warehouse');
  bytes.writeBigUInt64LE(checksum(bytes.subarray(8, 4_096)), 0);
  writeFileSync(file, bytes);
  expect(left(await openWarehouse(file, mainnet))).toStrictEqual({
    tag: 'newer',
    message: expect.stringMatching(
      /^.*lake\.duckdb was written by another version of DuckDB: .* 9999/,
    ) as unknown,
  });
});

it('names a path that cannot be a file', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'file'), '');
  const file = path.join(folder, 'file', 'lake.duckdb');
  const error = left(await openWarehouse(file, mainnet));
  expect(error.tag).toBe('unreachable');
  expect(error.message).toContain(file);
});
