import { expect, it } from 'vitest';
import { arrivedWithin, heldRange } from '../../warehouse/lake-range.ts';
import { loadNew, type LoadOptions } from '../../warehouse/loader.ts';
import { head, putBytes, putObject, temporaryFolder } from '../support/lake-folder.ts';
import { blocks, conversions } from '../support/raw-tables.ts';
import { right, rowsOf, warehouseIn } from '../support/warehouse.ts';

const tables = [blocks, conversions];

const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`);
const keyOf = (hour: string, name = 'a', { prefix } = blocks): string =>
  `${prefix}dt=2026-11-21/hr=${hour}/${name}.ndjson.gz`;
const line = (ordinal: number): string => `${head(ordinal)},"payload":{}}`;

it.each([
  ['the whole hour', '06:00:00', '07:00:00', true],
  ['a moment of it', '06:59:59.999', '07:00:00', true],
  ['its first moment', '00:00:00', '06:00:00.001', true],
  ['the hours before', '00:00:00', '06:00:00', false],
  ['the hours after', '07:00:00', '08:00:00', false],
])('an hour of arrival is in a range of %s', (_, from, to, isIn) => {
  expect(arrivedWithin({ fromMs: at(from), toMs: at(to) })(keyOf('06'))).toBe(isIn);
});

it('takes no object whose key names no hour', () => {
  const always = { fromMs: -Infinity, toMs: Infinity };
  expect(arrivedWithin(always)('mempool-data/stream/a.ndjson.gz')).toBe(false);
  expect(arrivedWithin(always)('mempool-data/stream/dt=2026-11-21/hr=99/a.ndjson.gz')).toBe(false);
});

it('says from when to when a lake has something, all tables together', async () => {
  const lake = temporaryFolder();
  expect(right(await heldRange(lake, tables))).toBeUndefined();
  putObject(lake, keyOf('07'), []);
  putObject(lake, keyOf('05', 'a', conversions), []);
  expect(right(await heldRange(lake, tables))).toStrictEqual({
    fromMs: at('05:00:00'),
    toMs: at('08:00:00'),
  });
});

/** A lake of three hours, loaded once. */
const loaded = async () => {
  const lake = temporaryFolder();
  for (const [index, hour] of ['05', '06', '07'].entries())
    putObject(lake, keyOf(hour), [line(2 * index + 1), line(2 * index + 2)]);
  const warehouse = await warehouseIn(lake);
  const load = async (options: LoadOptions = {}) =>
    right(await loadNew(warehouse, lake, tables, options));
  await load();
  return { lake, warehouse, load };
};

const sixToSeven = { fromMs: at('06:00:00'), toMs: at('07:00:00') };

it('loads the objects of a range again beside their rows, and no others', async () => {
  const { lake, warehouse, load } = await loaded();
  putObject(lake, keyOf('06', 'new'), [line(7)]);
  putObject(lake, keyOf('07', 'new'), [line(8)]);
  expect(await load({ again: sixToSeven })).toStrictEqual({
    files: 2,
    lines: { 'raw.mempool_block': 3, 'raw.conversions': 0 },
    refused: [],
    trimmed: 0,
    isPortion: false,
  });
  expect(
    await rowsOf(
      warehouse,
      `SELECT ordinal, count(*), count(DISTINCT _loaded_at) FROM raw.mempool_block
       GROUP BY ordinal ORDER BY ordinal`,
    ),
  ).toStrictEqual([
    ['1', '1', '1'],
    ['2', '1', '1'],
    ['3', '2', '2'],
    ['4', '2', '2'],
    ['5', '1', '1'],
    ['6', '1', '1'],
    ['7', '1', '1'],
  ]);
  expect((await load()).lines['raw.mempool_block'], 'only what the range left out').toBe(1);
});

it('tries refused objects of a range again, and leaves one that was loaded so when it is broken now', async () => {
  const { lake, warehouse, load } = await loaded();
  putBytes(lake, keyOf('06', 'refused'), Buffer.from('no gzip'));
  expect((await load()).refused).toHaveLength(1);
  putObject(lake, keyOf('06', 'refused'), [line(7)]);
  putBytes(lake, keyOf('06'), Buffer.from('no gzip'));
  const report = await load({ again: sixToSeven });
  expect(report.files).toBe(1);
  expect(report.refused.map(({ file }) => file)).toStrictEqual([keyOf('06')]);
  expect(
    await rowsOf(
      warehouse,
      `SELECT file, lines, error FROM raw.loaded_files WHERE file LIKE '%hr=06%' ORDER BY file`,
    ),
  ).toStrictEqual([
    [keyOf('06'), '2', null],
    [keyOf('06', 'refused'), '1', null],
  ]);
});

it('tells after each object how many of how many are read', async () => {
  const { load } = await loaded();
  const told: Array<readonly [number, number]> = [];
  await load({
    again: { fromMs: at('06:30:00'), toMs: Infinity },
    onProgress: (done, total) => told.push([done, total]),
  });
  expect(told).toStrictEqual([
    [1, 2],
    [2, 2],
  ]);
});

it('never loads what was said of lines without those lines, though both arrive while it lists', async () => {
  const lake = temporaryFolder();
  const warehouse = await warehouseIn(lake);
  let isWritten = false;
  /** As this table is looked for, a producer writes a line and then what it says of that line. */
  const said = {
    ...conversions,
    get prefix(): string {
      if (!isWritten) putObject(lake, keyOf('06'), [line(1)]);
      if (!isWritten) putObject(lake, keyOf('06', 'a', conversions), [line(2)]);
      isWritten = true;
      return conversions.prefix;
    },
  };
  expect(right(await loadNew(warehouse, lake, [blocks, said])).lines).toStrictEqual({
    'raw.mempool_block': 1,
    'raw.conversions': 1,
  });
});
