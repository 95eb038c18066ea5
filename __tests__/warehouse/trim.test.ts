import { expect, it } from 'vitest';
import { loadNew, type LoadOptions } from '../../warehouse/loader.ts';
import { putObject, temporaryFolder } from '../support/lake-folder.ts';
import { blocks, conversions } from '../support/raw-tables.ts';
import { right, rowsOf, warehouseIn } from '../support/warehouse.ts';

const dayMs = 86_400_000;
const line = (ordinal: number, daysAgo: number): string =>
  `{"event_id":"e-${ordinal}","event_type":"X","epoch_id":"e","ordinal":${ordinal},"observed_at":"${new Date(Date.now() - daysAgo * dayMs).toISOString()}","payload":{}}`;

it('removes rows that were received and loaded long ago, keeps their objects loaded, and brings them back for as long', async () => {
  const lake = temporaryFolder();
  putObject(lake, 'mempool-data/stream/dt=2026-11-21/hr=06/a.ndjson.gz', [line(1, 9), line(2, 2)]);
  putObject(lake, 'mempool-data/conversions/dt=2026-11-21/hr=06/a.ndjson.gz', [line(3, 9)]);
  const warehouse = await warehouseIn(lake);
  const load = async (options: LoadOptions = {}) =>
    right(await loadNew(warehouse, lake, [blocks, conversions], { keepRawDays: 7, ...options }));
  const held = () =>
    rowsOf(
      warehouse,
      'SELECT ordinal FROM raw.mempool_block UNION ALL SELECT ordinal FROM raw.conversions ORDER BY 1',
    );
  const age = (days: number) =>
    warehouse.connection.run(
      `UPDATE raw.mempool_block SET _loaded_at = _loaded_at - to_days(${days});
       UPDATE raw.conversions SET _loaded_at = _loaded_at - to_days(${days})`,
    );

  expect((await load()).trimmed, 'loaded just now').toBe(0);
  await age(6);
  expect((await load()).trimmed).toBe(0);
  await age(2);
  expect((await load({ recent: true })).trimmed).toBe(1);
  expect(await held()).toStrictEqual([['2'], ['3']]);
  expect((await load()).files, 'the ledger has it').toBe(0);

  const again = { fromMs: -Infinity, toMs: Infinity };
  expect(await load({ again })).toMatchObject({ files: 2, trimmed: 0 });
  await age(6);
  expect((await load()).trimmed).toBe(0);
  await age(2);
  expect((await load()).trimmed).toBe(1);
});

it('keeps what a replay decoded: by that alone the quarantine knows that its rejection is settled', async () => {
  const lake = temporaryFolder();
  const replayed = line(1, 9).replace('"event_id":"e-1"', '"event_id":"e-1.2"');
  putObject(lake, 'mempool-data/stream/dt=2026-11-21/hr=06/a.ndjson.gz', [replayed, line(2, 9)]);
  const warehouse = await warehouseIn(lake);
  const load = async () => right(await loadNew(warehouse, lake, [blocks], { keepRawDays: 7 }));
  await load();
  await warehouse.connection.run(
    'UPDATE raw.mempool_block SET _loaded_at = _loaded_at - to_days(8)',
  );
  expect((await load()).trimmed).toBe(1);
  expect(await rowsOf(warehouse, 'SELECT event_id FROM raw.mempool_block')).toStrictEqual([
    ['e-1.2'],
  ]);
});
