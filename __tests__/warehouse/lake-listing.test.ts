import { symlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { listRecent, listWhole, type ReadFolder } from '../../warehouse/lake-listing.ts';
import { loadNew, type LoadOptions } from '../../warehouse/loader.ts';
import { head, putBytes, putObject, temporaryFolder } from '../support/lake-folder.ts';
import { blocks, conversions } from '../support/raw-tables.ts';
import { right, warehouseIn } from '../support/warehouse.ts';

const two = (number: number): string => String(number).padStart(2, '0');
const keyOf = (day: number, hour: number, name = 'a'): string =>
  `${blocks.prefix}dt=2026-11-${two(day)}/hr=${two(hour)}/${name}.ndjson.gz`;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** A lake with something in every hour of so many days. */
const lakeOf = (days: number): string => {
  const lake = temporaryFolder();
  for (let day = 1; day <= days; day += 1)
    for (const hour of hours) putBytes(lake, keyOf(day, hour), Buffer.from(''));
  return lake;
};

const counted = (): { readonly read: ReadFolder; readonly folders: () => number } => {
  let folders = 0;
  return {
    read: (folder) => {
      folders += 1;
      return readdir(folder, { withFileTypes: true });
    },
    folders: () => folders,
  };
};

it('lists the newest 48 hours, by as many looks however many days there are', async () => {
  const looks: Array<number> = [];
  for (const days of [3, 9]) {
    const { read, folders } = counted();
    const keys = await listRecent(read)(lakeOf(days), blocks.prefix);
    expect(keys).toStrictEqual(
      [days - 1, days].flatMap((day) => hours.map((hour) => keyOf(day, hour))),
    );
    looks.push(folders());
  }
  expect(looks).toStrictEqual([51, 51]);
});

it('takes an hour of a wrong date for one of the 48, and gathers them from many days where they are few', async () => {
  const lake = lakeOf(3);
  putBytes(lake, `${blocks.prefix}dt=2031-01-01/hr=00/a.gz`, Buffer.from(''));
  const keys = await listRecent()(lake, blocks.prefix);
  expect(keys).toHaveLength(48);
  expect(keys.slice(-2)).toStrictEqual([keyOf(3, 23), `${blocks.prefix}dt=2031-01-01/hr=00/a.gz`]);

  const sparse = temporaryFolder();
  for (let day = 1; day <= 28; day += 1) putBytes(sparse, keyOf(day, 5), Buffer.from(''));
  expect(await listRecent()(sparse, blocks.prefix)).toHaveLength(28);
});

it('lists whole what lies outside of hours, too', async () => {
  const lake = lakeOf(1);
  putBytes(lake, `${blocks.prefix}by-hand.gz`, Buffer.from(''));
  putBytes(lake, `${blocks.prefix}dt=2026-11-01/hr=05/deeper/b.gz`, Buffer.from(''));
  expect(await listWhole()(lake, blocks.prefix)).toHaveLength(26);
  expect(await listWhole()(lake, conversions.prefix)).toStrictEqual([]);
});

it('follows links to days, hours and objects on another disk, and none in a circle or to nowhere', async () => {
  const other = lakeOf(3);
  const lake = temporaryFolder();
  const at = (root: string, below: string): string => path.join(root, blocks.prefix, below);
  putBytes(lake, keyOf(3, 1), Buffer.from(''));
  symlinkSync(at(other, 'dt=2026-11-01'), at(lake, 'dt=2026-11-01'));
  symlinkSync(at(other, 'dt=2026-11-03/hr=02'), at(lake, 'dt=2026-11-03/hr=02'));
  symlinkSync(path.join(other, keyOf(3, 0)), path.join(lake, keyOf(3, 1, 'linked')));
  symlinkSync(at(lake, ''), at(lake, 'dt=2026-11-03/hr=01/circle'));
  symlinkSync(at(lake, 'gone'), at(lake, 'dt=2026-11-02'));
  const all = [
    ...hours.map((hour) => keyOf(1, hour)),
    keyOf(3, 1),
    keyOf(3, 1, 'linked'),
    keyOf(3, 2),
  ];
  expect(await listWhole()(lake, blocks.prefix)).toStrictEqual(all);
  expect(await listRecent()(lake, blocks.prefix)).toStrictEqual(all);
});

/** A lake of four days, an object an hour, loaded once. */
const loaded = async () => {
  const lake = temporaryFolder();
  let ordinal = 0;
  const put = (key: string): void => {
    ordinal += 1;
    putObject(lake, key, [`${head(ordinal)},"payload":{}}`]);
  };
  for (let day = 1; day <= 4; day += 1) for (const hour of hours) put(keyOf(day, hour));
  const warehouse = await warehouseIn(lake);
  const load = async (options: LoadOptions): Promise<number> =>
    right(await loadNew(warehouse, lake, [blocks, conversions], options)).files;
  return { put, first: await load({ recent: true }), load };
};

it('loads all of a lake at first, then finds a file that comes late to an old hour by looking through the whole', async () => {
  const { put, first, load } = await loaded();
  expect(first).toBe(96);
  put(keyOf(4, 23, 'new'));
  put(keyOf(3, 0, 'late, within two days'));
  put(keyOf(1, 7, 'late'));
  expect(await load({ recent: true })).toBe(2);
  expect(await load({ recent: true })).toBe(0);
  expect(await load({})).toBe(1);
});

it('looks through the whole lake by itself when an hour begins', async () => {
  const { put, load } = await loaded();
  put(keyOf(1, 7, 'late'));
  expect(await load({ recent: true })).toBe(0);
  put(keyOf(5, 0));
  expect(await load({ recent: true })).toBe(2);
});
