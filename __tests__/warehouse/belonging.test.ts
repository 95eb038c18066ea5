import { beforeAll, describe, expect, it } from 'vitest';
import { rawTables } from '@bitcoin-pipeline/model';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openWarehouse } from '../../warehouse/database.ts';
import { type LoadReport, loadNew } from '../../warehouse/loader.ts';
import { mainnet } from '../support/identity.ts';
import { HandEpoch } from '../support/hand-lines.ts';
import { putObject } from '../support/lake-folder.ts';
import { right, rowsOf } from '../support/warehouse.ts';

/** A line of the ledger with something else said of it. */
const line = (change: Readonly<Record<string, unknown>> = {}): string => {
  const { text } = new HandEpoch('e').opened('06:00:00');
  const [head = ''] = text.split(',"payload":');
  const fields = { ...(JSON.parse(`${head}}`) as object), ...change };
  return `${JSON.stringify(fields).slice(0, -1)},"payload":{}}`;
};

const keyOf = (name: string): string =>
  `mempool-data/feed-health/dt=2026-11-21/hr=06/${name}.ndjson.gz`;

const refused: ReadonlyArray<readonly [string, Readonly<Record<string, unknown>>, string]> = [
  ['of another network', { network: 'testnet4' }, 'line 2: it is testnet4, this lake is mainnet'],
  [
    'of another class of origin',
    { origin: 'live' },
    'line 2: its origin is live, this lake is recording',
  ],
  [
    'of a newer version of its event',
    { schema_version: 2 },
    'line 2: EpochOpened is of schema version 2, this program knows 1: update it',
  ],
  [
    'of a newer version in which a field has another type',
    { schema_version: 12, frame_no: 'one' },
    'line 2: EpochOpened is of schema version 12, this program knows 1: update it',
  ],
  [
    'of another stream',
    { event_type: 'ConversionsQuoted' },
    'line 2: ConversionsQuoted belongs below mempool-data/conversions/',
  ],
];

const loaded: ReadonlyArray<readonly [string, Readonly<Record<string, unknown>>]> = [
  ['filled in later', { origin: 'backfill' }],
  ['replayed', { origin: 'replay' }],
  ['of an event type that only a newer writer knows', { event_type: 'Later', schema_version: 7 }],
  ['of a version before ours', { schema_version: 0 }],
];

describe('a line', () => {
  let report: LoadReport;
  let again: LoadReport;
  let files: ReadonlyArray<unknown> = [];
  let shown: ReadonlyArray<unknown> = [];
  beforeAll(async () => {
    const lake = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
    for (const [name, change] of [...refused, ...loaded])
      putObject(lake, keyOf(name), [line(), line(change)]);
    const warehouse = right(await openWarehouse(path.join(lake, 'lake.duckdb'), mainnet));
    report = right(await loadNew(warehouse, lake, rawTables));
    files = (await rowsOf(warehouse, 'SELECT DISTINCT _file FROM raw.feed_health')).flat();
    shown = await rowsOf(warehouse, 'SELECT file, reason FROM raw.refused_objects');
    putObject(lake, keyOf('of a newer version of its event'), [line()]); // as if the program were newer
    again = right(await loadNew(warehouse, lake, rawTables, { retryRefused: true }));
    await warehouse.close();
    rmSync(lake, { recursive: true });
  });

  it.each(refused)('is refused with its whole object: %s', (name, _, reason) => {
    expect(report.refused).toContainEqual({ file: keyOf(name), reason });
    expect(files).not.toContain(keyOf(name));
    expect(shown).toContainEqual([keyOf(name), reason]);
  });

  it.each(loaded)('is loaded: %s', (name) => expect(files).toContain(keyOf(name)));

  it('is loaded when it is tried again and its version is known', () => {
    expect(again.files).toBe(1);
    expect(again.refused).toHaveLength(refused.length - 1);
  });
});
