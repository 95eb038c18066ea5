import { gzipSync } from 'node:zlib';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { duckdbLoad } from '@bitcoin-pipeline/model';
import { openWarehouse } from '../../warehouse/database.ts';
import { type LoadReport, loadNew } from '../../warehouse/loader.ts';
import { mainnet } from '../support/identity.ts';
import { head, putBytes, putObject, temporaryFolder } from '../support/lake-folder.ts';
import { blocks, column, conversions, rawTableOf } from '../support/raw-tables.ts';
import { left, right, rowsOf, warehouseIn } from '../support/warehouse.ts';

const hour = 'mempool-data/stream/dt=2026-11-21/hr=06';
const tables = [blocks, conversions];

const load = async (lake: string, options = {}) => {
  const warehouse = await warehouseIn(lake);
  return { warehouse, report: right(await loadNew(warehouse, lake, tables, options)) };
};

describe('a line in the raw table', () => {
  it('keeps the payload byte for byte', async () => {
    const payloads = [
      '{"a":12345678901234567890.10}', // no double holds it
      '12345678901234567890123456789012345678',
      '{ "a" :\t1,\r "b":[ ] }',
      String.raw`{"a":"\u0000 \" \\ \/ \u00e9 \ud83d\ude00"}`,
      '{"é":"ß€😀"}',
      String.raw`{"payload":"},\"payload\":{","x":{"payload":1}}`,
      String.raw`"not JSON \u0000 }"`,
      'null',
      `{"a":"${'é1'.repeat(500_000)}"}`, // 1.5 MB
    ];
    const lake = temporaryFolder();
    putObject(
      lake,
      `${hour}/a.ndjson.gz`,
      payloads.map(
        (payload, n) => String.raw`${head(n)},"source":"😀 ,\"payload\":","payload":${payload}}`,
      ),
    );
    const { warehouse } = await load(lake);
    const rows = await rowsOf(
      warehouse,
      'SELECT payload, source FROM raw.mempool_block ORDER BY ordinal',
    );
    expect(rows).toStrictEqual(payloads.map((payload) => [payload, '😀 ,"payload":']));
  });

  it('has the flat keys by name whatever their order, null where missing or null, and drops unknown ones', async () => {
    const lake = temporaryFolder();
    putObject(lake, `${hour}/a.ndjson.gz`, [
      `{"later":[1],"mined_at":"2026-11-21T05:00:00Z","sequence":9007199254740993,"stale":true,${head(1).slice(1)},"payload":{}}`,
      `${head(2)},"sequence":null,"SEQUENCE":7,"stale":false,"payload":{}}`,
    ]);
    const { warehouse } = await load(lake);
    expect(
      await rowsOf(
        warehouse,
        'SELECT event_id, ordinal, observed_at, sequence, stale, source, mined_at FROM raw.mempool_block',
      ),
    ).toStrictEqual([
      [
        'e-1',
        '1',
        '2026-11-21 06:36:27.123',
        '9007199254740993',
        true,
        null,
        '2026-11-21 05:00:00',
      ],
      ['e-2', '2', '2026-11-21 06:36:27.123', null, false, null, null],
    ]);
  });

  it('carries its lake key and true line number, blank lines and a missing last line feed counted', async () => {
    const lake = temporaryFolder();
    putBytes(
      lake,
      `${hour}/a.ndjson.gz`,
      gzipSync(`${head(1)},"payload":{\r}}\n\n${head(2)},"payload":{}}`),
    );
    putObject(lake, `${hour}/b.gz`, [`${head(3)},"payload":{}}`]);
    const { warehouse } = await load(lake);
    expect(
      await rowsOf(
        warehouse,
        'SELECT ordinal, _file, _file_row, _loaded_at IS NULL FROM raw.mempool_block',
      ),
    ).toStrictEqual([
      ['1', `${hour}/a.ndjson.gz`, '1', false],
      ['2', `${hour}/a.ndjson.gz`, '3', false],
      ['3', `${hour}/b.gz`, '1', false],
    ]);
  });

  it('holds times in UTC whatever the zone of the session', async () => {
    const lake = temporaryFolder();
    putObject(lake, `${hour}/a.ndjson.gz`, [`${head(1)},"payload":{}}`]);
    const warehouse = await warehouseIn(lake);
    await warehouse.connection.run("SET TimeZone = 'Asia/Tokyo'");
    right(await loadNew(warehouse, lake, tables));
    expect(
      await rowsOf(
        warehouse,
        `SELECT observed_at::VARCHAR, abs(epoch(now()) - epoch(_loaded_at)) < 600 FROM raw.mempool_block`,
      ),
    ).toStrictEqual([['2026-11-21 06:36:27.123', true]]);
  });
});

describe('the ledger', () => {
  it('loads each object once, and what arrived since by the next call', async () => {
    const lake = temporaryFolder();
    putObject(lake, `${hour}/a.ndjson.gz`, [
      `${head(1)},"payload":{}}`,
      `${head(2)},"payload":{}}`,
    ]);
    putObject(lake, 'mempool-data/conversions/dt=2026-11-21/hr=06/c.ndjson.gz', [
      `${head(3)},"payload":{}}`,
    ]);
    const { warehouse, report } = await load(lake);
    expect(report).toStrictEqual({
      files: 2,
      lines: { 'raw.mempool_block': 2, 'raw.conversions': 1 },
      refused: [],
      trimmed: 0,
      isPortion: false,
    });
    const nothing = {
      files: 0,
      lines: { 'raw.mempool_block': 0, 'raw.conversions': 0 },
      refused: [],
      trimmed: 0,
      isPortion: false,
    };
    expect(right(await loadNew(warehouse, lake, tables))).toStrictEqual(nothing);
    putObject(lake, `${hour}/b.ndjson.gz`, [`${head(4)},"payload":{}}`]);
    expect(right(await loadNew(warehouse, lake, tables)).lines).toStrictEqual({
      'raw.mempool_block': 1,
      'raw.conversions': 0,
    });
    expect(
      await rowsOf(warehouse, 'SELECT file, lines, error FROM raw.loaded_files ORDER BY file'),
    ).toStrictEqual([
      ['mempool-data/conversions/dt=2026-11-21/hr=06/c.ndjson.gz', '1', null],
      [`${hour}/a.ndjson.gz`, '2', null],
      [`${hour}/b.ndjson.gz`, '1', null],
    ]);
  });

  it('leaves objects being written and objects of other prefixes alone', async () => {
    const lake = temporaryFolder();
    const plain = [`${head(1)},"payload":{}}`];
    putObject(lake, `${hour}/a.ndjson.gz.tmp`, plain);
    putObject(lake, `${hour}/.b.ndjson.gz`, plain);
    putObject(lake, 'mempool-data/later/dt=2026-11-21/hr=06/a.ndjson.gz', plain);
    const { report } = await load(lake);
    expect(report.files).toBe(0);
  });

  it('takes an object without lines', async () => {
    const lake = temporaryFolder();
    putObject(lake, `${hour}/a.ndjson.gz`, []);
    const { warehouse, report } = await load(lake);
    expect(report.files).toBe(1);
    expect(await rowsOf(warehouse, 'SELECT lines FROM raw.loaded_files')).toStrictEqual([['0']]);
  });

  it('says when there is no lake', async () => {
    const lake = temporaryFolder();
    const warehouse = await warehouseIn(lake);
    expect(left(await loadNew(warehouse, path.join(lake, 'none'), tables)).message).toMatch(
      /no lake folder .*none/,
    );
  });
});

const lines = (...texts: ReadonlyArray<string>): Buffer => gzipSync(texts.join('\n'));
const line = (ordinal: number, fields: string): string =>
  `${head(ordinal)},${fields},"payload":{}}`;

describe('an object that cannot be loaded', () => {
  const good = gzipSync(
    `${head(1)},"payload":{}}\n${head(2)},"payload":{"pad":"${'x'.repeat(1000)}"}}\n`,
  );
  const flipped = Buffer.from(good);
  flipped[good.length - 6] = (good[good.length - 6] ?? 0) ^ 1; // a bit of the checksum

  const cases: ReadonlyArray<readonly [string, Uint8Array, RegExp]> = [
    ['cut in the middle', good.subarray(0, 60), /gzip/],
    ['cut at its checksum', good.subarray(0, -8), /gzip/],
    ['with a bit changed', flipped, /gzip/],
    ['that is no gzip', Buffer.from('{}'), /gzip/],
    ['that is not UTF-8', gzipSync(Buffer.from([0x7b, 0xff, 0x7d])), /UTF/i],
    [
      'with a line that is not JSON',
      lines(line(1, '"sequence":1'), '{"a":1 nope,"payload":{}}'),
      /line 2: not a JSON/,
    ],
    ['with a line cut short', lines(line(1, '"sequence":1').slice(0, -1)), /line 1: not a JSON/],
    [
      'with two objects on a line',
      lines(line(1, '"sequence":1') + line(2, '"sequence":1')),
      /line 1: not a JSON/,
    ],
    ['with a line without payload', lines(`${head(1)}}`), /line 1: not a JSON/],
    [
      'with a line without its identity',
      lines(line(1, '"sequence":1').replace('"ordinal":1', '"ordinal":null')),
      /line 1: ordinal is missing/,
    ],
    [
      'with text for an integer',
      lines(line(1, '"sequence":1'), line(2, '"sequence":"2"')),
      /line 2: sequence .* VARCHAR/,
    ],
    [
      'with a fraction for an integer',
      lines(line(1, '"sequence":1.5')),
      /line 1: sequence .* DOUBLE/,
    ],
    [
      'with an integer past 64 bits',
      lines(line(1, '"sequence":9223372036854775808')),
      /9223372036854775808/,
    ],
    ['with a number for text', lines(line(1, '"source":5')), /line 1: source .* UBIGINT/],
    ['with an object for text', lines(line(1, '"source":{}')), /line 1: source .* OBJECT/],
    ['with a number for a boolean', lines(line(1, '"stale":1')), /line 1: stale .* UBIGINT/],
    ['with a word for a time', lines(line(1, '"mined_at":"noonZ"')), /noonZ/],
    [
      'with a time of another zone',
      lines(line(1, '"mined_at":"2026-11-21T06:36:27+02:00"')),
      /line 1: the time .* not in UTC/,
    ],
  ];
  let report: LoadReport;
  let ordinals: ReadonlyArray<unknown>;
  let ledger: ReadonlyArray<unknown>;

  beforeAll(async () => {
    const lake = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
    putObject(lake, `${hour}/a.ndjson.gz`, [`${head(7)},"payload":{}}`]);
    for (const [name, bytes] of cases) putBytes(lake, `${hour}/${name}.ndjson.gz`, bytes);
    putObject(lake, `${hour}/zz.ndjson.gz`, [`${head(8)},"payload":{}}`]);
    const warehouse = right(await openWarehouse(path.join(lake, 'lake.duckdb'), mainnet));
    report = right(await loadNew(warehouse, lake, tables));
    ordinals = await rowsOf(warehouse, 'SELECT ordinal FROM raw.mempool_block');
    ledger = await rowsOf(
      warehouse,
      'SELECT file, error FROM raw.loaded_files WHERE error IS NOT NULL',
    );
    await warehouse.close();
    rmSync(lake, { recursive: true });
  });

  it('stops no other', () => {
    expect(report.files).toBe(2);
    expect(report.lines).toStrictEqual({ 'raw.mempool_block': 2, 'raw.conversions': 0 });
    expect(ordinals).toStrictEqual([['7'], ['8']]);
  });

  it('is in the ledger with its reason', () => {
    expect(report.refused).toHaveLength(cases.length);
    expect(new Set(ledger)).toStrictEqual(
      new Set(report.refused.map(({ file, reason }) => [file, reason])),
    );
  });

  it.each(cases)('is refused: %s', (name, _, reason) => {
    const found = report.refused.find(({ file }) => file === `${hour}/${name}.ndjson.gz`);
    expect(found?.reason).toMatch(reason);
  });

  it('is not tried again until told to', async () => {
    const lake = temporaryFolder();
    putBytes(lake, `${hour}/a.ndjson.gz`, good.subarray(0, -9));
    const { warehouse, report: first } = await load(lake);
    expect(first.refused).toHaveLength(1);
    expect(right(await loadNew(warehouse, lake, tables)).refused).toHaveLength(0);
    expect(
      right(await loadNew(warehouse, lake, tables, { retryRefused: true })).refused,
    ).toHaveLength(1);
    putBytes(lake, `${hour}/a.ndjson.gz`, good);
    expect(right(await loadNew(warehouse, lake, tables)).files).toBe(0);
    expect(right(await loadNew(warehouse, lake, tables, { retryRefused: true })).files).toBe(1);
    expect(await rowsOf(warehouse, 'SELECT lines, error FROM raw.loaded_files')).toStrictEqual([
      ['2', null],
    ]);
  });
});

describe('a field added to the model', () => {
  const wider = rawTableOf(blocks.name, blocks.prefix, [
    ...blocks.columns.slice(5, -4),
    column('median_rate_sats', 'integer'),
  ]);

  it('becomes a column by itself, null in the rows that are there', async () => {
    const lake = temporaryFolder();
    putObject(lake, `${hour}/a.ndjson.gz`, [`${head(1)},"sequence":5,"payload":{"a":1.10}}`]);
    const { warehouse } = await load(lake);
    const before = await rowsOf(warehouse, 'SELECT * FROM raw.mempool_block');
    putObject(lake, `${hour}/b.ndjson.gz`, [`${head(2)},"median_rate_sats":12,"payload":{}}`]);
    right(await loadNew(warehouse, lake, [wider, conversions]));
    expect(
      await rowsOf(
        warehouse,
        'SELECT * EXCLUDE median_rate_sats FROM raw.mempool_block WHERE ordinal = 1',
      ),
    ).toStrictEqual(before);
    expect(
      await rowsOf(warehouse, 'SELECT ordinal, median_rate_sats FROM raw.mempool_block'),
    ).toStrictEqual([
      ['1', null],
      ['2', '12'],
    ]);
  });

  it('leaves the load statement as it is', () => {
    expect(duckdbLoad(wider)).toBe(duckdbLoad(blocks));
    for (const { name } of blocks.columns.slice(5, -4))
      expect(duckdbLoad(blocks)).not.toContain(name);
  });

  it('still loads lines written before it, also into a new warehouse', async () => {
    const lake = temporaryFolder();
    putObject(lake, `${hour}/a.ndjson.gz`, [`${head(1)},"payload":{}}`]);
    const warehouse = await warehouseIn(lake);
    expect(right(await loadNew(warehouse, lake, [wider])).files).toBe(1);
  });
});

it('loads more objects than fit in one transaction', async () => {
  const lake = temporaryFolder();
  for (let n = 1; n <= 503; n += 1)
    putObject(lake, `${hour}/${n}.ndjson.gz`, [`${head(n)},"payload":{}}`]);
  appendFileSync(path.join(lake, `${hour}/300.ndjson.gz`), 'trailing bytes that are no gzip');
  const { warehouse, report } = await load(lake);
  expect(report.files + report.refused.length).toBe(503);
  expect(
    await rowsOf(warehouse, 'SELECT count(DISTINCT ordinal), count(*) FROM raw.mempool_block'),
  ).toStrictEqual([[String(report.files), String(report.files)]]);
});
