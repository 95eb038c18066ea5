import { statSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../warehouse/database.ts';
import { loadNew, type LoadOptions } from '../../warehouse/loader.ts';
import { head, putBytes, putObject, temporaryFolder } from '../support/lake-folder.ts';
import { blocks, conversions } from '../support/raw-tables.ts';
import { right, rowsOf, warehouseIn } from '../support/warehouse.ts';

const stream = (hour: string, name: string): string =>
  `mempool-data/stream/dt=2026-11-${hour.slice(0, 2)}/hr=${hour.slice(3)}/${name}.ndjson.gz`;

describe('a load in portions', () => {
  let lake = '';
  let warehouse: Warehouse;
  /** Three hours, of which the newest is named first where names are sorted: its day is another. */
  const [oldest, middle, newest] = ['09 23', '10 00', '10 01'] as const;
  const keys = [
    stream(oldest, 'a'),
    `mempool-data/conversions/dt=2026-11-09/hr=23/c.ndjson.gz`,
    stream(middle, 'a'),
    stream(newest, 'a'),
  ];
  const bytes = (count: number): number =>
    keys.slice(0, count).reduce((sum, key) => sum + statSync(path.join(lake, key)).size, 0);

  beforeEach(async () => {
    lake = temporaryFolder();
    for (const [ordinal, key] of keys.entries())
      putObject(lake, key, [`${head(ordinal)},"payload":{}}`]);
    warehouse = await warehouseIn(lake);
  });

  const load = async (options: LoadOptions) =>
    right(await loadNew(warehouse, lake, [blocks, conversions], options));
  const ordinals = async () =>
    (
      await rowsOf(
        warehouse,
        'SELECT ordinal FROM raw.mempool_block UNION ALL SELECT ordinal FROM raw.conversions ORDER BY 1',
      )
    ).map(([ordinal]) => Number(ordinal));

  it('takes an hour of arrival at least, the oldest first, of every table', async () => {
    const told: Array<readonly [number, number]> = [];
    const onProgress = (...figures: [number, number]) => void told.push(figures);
    expect(await load({ portionBytes: 1, onProgress })).toMatchObject({
      files: 2,
      isPortion: true,
    });
    expect(await ordinals()).toEqual([0, 1]);
    expect(told, 'of all that is new').toEqual([
      [1, 4],
      [2, 4],
    ]);
    expect(await load({ portionBytes: 1 })).toMatchObject({ files: 1, isPortion: true });
    expect(await ordinals()).toEqual([0, 1, 2]);
    expect(await load({ portionBytes: 1 })).toMatchObject({ files: 1, isPortion: false });
    expect(await ordinals()).toEqual([0, 1, 2, 3]);
    expect(await load({ portionBytes: 1 })).toMatchObject({ files: 0, isPortion: false });
  });

  it('takes the hours that together have no more bytes', async () => {
    expect(await load({ portionBytes: bytes(4) - 1 })).toMatchObject({ files: 3, isPortion: true });
    expect(await load({ portionBytes: bytes(4) - 1 })).toMatchObject({ files: 1 });
  });

  it('takes all where all has no more bytes', async () =>
    expect(await load({ portionBytes: bytes(4) })).toMatchObject({ files: 4, isPortion: false }));

  it('tries again what was refused with the last of them', async () => {
    putBytes(lake, stream(oldest, 'a'), Buffer.from('no gzip'));
    expect((await load({ portionBytes: 1 })).refused).toHaveLength(1);
    putObject(lake, stream(oldest, 'a'), [`${head(0)},"payload":{}}`]);
    const retried = { portionBytes: 1, retryRefused: true };
    expect(await load(retried)).toMatchObject({ files: 1, isPortion: true });
    expect(await ordinals()).toEqual([1, 2]);
    expect(await load(retried)).toMatchObject({ files: 2, isPortion: false });
    expect(await ordinals()).toEqual([0, 1, 2, 3]);
  });

  it('loads a range again as a whole', async () => {
    await load({});
    const again = { fromMs: Date.parse('2026-11-09'), toMs: Date.parse('2026-11-11') };
    expect(await load({ portionBytes: 1, again })).toMatchObject({ files: 4, isPortion: false });
  });
});
