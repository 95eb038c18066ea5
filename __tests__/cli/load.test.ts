import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load as command } from '../../cli/load.ts';
import { HandEpoch, type HandRow } from '../support/hand-lines.ts';
import { putBytes, putObject } from '../support/lake-folder.ts';
import { runInside } from '../support/program-inside.ts';
import { emptyFolder, runProgram, type Ended } from '../support/program.ts';
import { heldByAnother } from '../support/warehouse.ts';
import { rowsOf } from '../support/warehouse-rows.ts';

const row = (txid: string): HandRow => [txid, 100, 100, 1, 1, 1, 0];

/** A feed and a poller over three hours, one line of each kind that there is an incremental table for, and more. */
const linesOfThreeHours = () => {
  const feed = new HandEpoch('feed');
  feed.opened('05:50:00');
  feed.snapshot('05:50:10', [row('x')], { sequence: 1 });
  feed.delta('05:59:30', { added: [row('y')] }, { sequence: 2 });
  feed.quoted('05:59:40', '05:59:00', { USD: 100_000, EUR: -1 });
  feed.delta('06:00:30', { added: [row('z')], removed: ['x'] }, { sequence: 3 });
  feed.rejected('06:00:40');
  feed.block('06:10:00', { hash: 'h1', height: 1, parent: 'h0', stale: false });
  feed.delta('06:20:30', { changed: [['y', 2, 1, 0]] }, { sequence: 4 });
  feed.quoted('06:30:00', '06:29:00', { USD: 100_100, EUR: 90_000 });
  feed.delta('07:00:30', { removed: ['y'] }, { sequence: 5 });
  feed.closed('07:10:00');
  const poller = new HandEpoch('poller');
  poller.opened('06:40:00', 'poller');
  poller.block('06:40:01', {
    hash: 'h1',
    height: 1,
    parent: 'h0',
    stale: false,
    onMainChain: true,
  });
  poller.block('06:40:01', { hash: 'h2', height: 2, parent: 'h1', onMainChain: true });
  poller.covered('06:40:02', 1, [[1, 2]]);
  poller.closed('06:40:03', 'finished');
  return [...feed.lines, ...poller.lines];
};

const hourIn = (text: string): string => /"observed_at":"[^T]+T(\d\d)/.exec(text)?.[1] ?? '';

let folder = '';
let lake = '';
beforeAll(async () => {
  folder = await emptyFolder();
  lake = join(folder, 'lake');
  const identity = { version: 1, network: 'mainnet', origin_class: 'recording' };
  putBytes(lake, 'lake.json', Buffer.from(JSON.stringify(identity)));
  const lines = linesOfThreeHours();
  for (const prefix of new Set(lines.map((line) => line.prefix)))
    for (const hour of ['05', '06', '07']) {
      const texts = lines
        .filter((line) => line.prefix === prefix && hourIn(line.text) === hour)
        .map(({ text }) => text);
      if (texts.length > 0) putObject(lake, `${prefix}dt=2026-11-21/hr=${hour}/a.ndjson.gz`, texts);
    }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const load = (...more: ReadonlyArray<string>) =>
  runProgram(['load', '--lake', lake, '--json', ...more]);

const read = (sql: string) => rowsOf(`${lake}.duckdb`, sql);

const change = async (sql: string): Promise<void> => {
  const instance = await DuckDBInstance.create(`${lake}.duckdb`);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
};

const tablesOf = (schema: string) =>
  read(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema = '${schema}' order by 1`,
  );

/** Tables that tell how often, and when, an object was loaded. */
const ofLoads = /^(?:silver\.file_|silver\.load_lags|gold\.completeness_)/;

/** Every row of silver and gold; without the times of load and build where these may differ. */
const made = async (timed: boolean): Promise<Readonly<Record<string, unknown>>> => {
  const columns = timed
    ? '*'
    : `columns(name -> name not in ('_loaded_at', 'counted_at', 'built_at') and name not like '%_lag_%')`;
  const found: Record<string, unknown> = {};
  const tables = [...(await tablesOf('silver')), ...(await tablesOf('gold'))];
  for (const name of tables.map((table) => String(table['name'])))
    if (!ofLoads.test(name))
      found[name] = await read(`select ${columns} from ${name} order by all`);
  return found;
};

const holds = 'the lake holds 2026-11-21T05:00:00Z to 2026-11-21T08:00:00Z';
const takes = 'takes a day or an instant such as 2026-11-21 or 2026-11-21T05:00:00Z, not';

describe('a range that can not be loaded', () => {
  it.each([
    ['a word', ['--from', 'noon'], `--from ${takes} "noon"`],
    ['a time without its zone', ['--to', '2026-11-21T05:00:00'], '--to takes'],
    ['a day that there is not', ['--from', '2026-02-30'], '--from takes'],
    ['an hour that there is not', ['--from', '2026-11-21T25:00:00Z'], '--from takes'],
    [
      'one that ends before it begins',
      ['--from', '2026-11-21T07:00:00Z', '--to', '2026-11-21T06:00:00Z'],
      '--from has to lie before --to',
    ],
    [
      'one without length',
      ['--from', '2026-11-21T06:00:00Z', '--to', '2026-11-21T07:00:00+01:00'],
      '--from has to lie before --to',
    ],
    ['one before all that is there', ['--to', '2026-11-21T05:00:00Z'], 'nothing lies between'],
    ['one after all that is there', ['--from', '2026-11-22'], 'nothing lies between'],
  ])('is wrong usage: %s', async (_, args, says) => {
    const { code, out, err } = await runInside(['load', '--lake', lake, ...args]);
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    expect(err).toMatch(new RegExp(`^bitcoin-pipeline load: .*; ${holds}\n$`));
  });

  it('is wrong usage in a lake that holds nothing', async () => {
    const empty = join(folder, 'empty');
    const identity = { version: 1, network: 'mainnet', origin_class: 'recording' };
    putBytes(empty, 'lake.json', Buffer.from(JSON.stringify(identity)));
    const { code, err } = await runInside(['load', '--lake', empty, '--from', '2026-11-21']);
    expect(code).toBe(2);
    expect(err).toMatch(/the lake holds nothing yet\n$/);
  });
});

it('ends at once where another process has the warehouse, and says which', async () => {
  const held = join(folder, 'held');
  const identity = { version: 1, network: 'mainnet', origin_class: 'recording' };
  putBytes(held, 'lake.json', Buffer.from(JSON.stringify(identity)));
  const { pid } = await heldByAnother(`${held}.duckdb`);
  expect(await runProgram(['load', '--lake', held])).toStrictEqual({
    code: 1,
    out: '',
    err: `loading, building and testing the tables
bitcoin-pipeline load: ${held}.duckdb is being written by another process (pid ${pid}): stop it or name another warehouse.
`,
  });
});

it.each([
  [['--all', '--from', '2026-11-21'], '--all takes neither --from nor --to'],
  [['--keep-raw-days', '2'], '--keep-raw-days takes a whole number from 3 to 36500, not "2"'],
])('is wrong usage: %j', async (args, says) =>
  expect(await command.run(args)).toStrictEqual(E.left({ exit: 2, message: says })),
);

describe('a range of a lake that is loaded', () => {
  let before: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    const first = await load();
    expect(first.code, first.err).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({
      loaded: { again: false, objects: 10, lines: 16 },
    });
    before = await made(false);
  });

  it('brings back what the raw tables lost, and then the tables made of them', async () => {
    await change(
      `begin;
       ${(await tablesOf('raw'))
         .map(({ name }) => String(name))
         .filter((name) => !/loaded_files|warehouse_info|applied_ddl|refused_objects/.test(name))
         .map((name) => `delete from ${name} where hour(observed_at) = 6;`)
         .join('\n')}
       commit`,
    );
    const lost = await load('--rebuild');
    expect(lost.code).toBe(1);
    expect(lost.err).toContain('every_line_of_a_file_is_loaded');
    expect(await made(false)).not.toStrictEqual(before);

    const again = await load('--from', '2026-11-21T06:00:00Z', '--to', '2026-11-21T07:00:00Z');
    expect(again.code, again.err).toBe(0);
    expect(again.err).toContain('5 objects with 10 lines read again');
    expect(JSON.parse(again.out)).toMatchObject({
      loaded: { again: true, objects: 5, lines: 10 },
      refused: [],
    });
    expect(await made(false)).toStrictEqual(before);
  });

  describe('read again, by which raw rows are removed for their age and an object is refused', () => {
    let timed: Readonly<Record<string, unknown>>;
    let ended: Ended;
    let told: Readonly<Record<string, unknown>>;
    beforeAll(async () => {
      timed = await made(true);
      await change(
        `update raw.mempool_block
         set _loaded_at = _loaded_at - interval 5 days, observed_at = observed_at - interval 5 days`,
      );
      putBytes(lake, 'mempool-data/stream/dt=2026-11-21/hr=07/b.ndjson.gz', Buffer.from('no gzip'));
      const range = ['--from', '2026-11-21T06:59:00Z', '--to', '2026-11-21T07:00:00.001Z'] as const;
      ended = await load(...range, '--keep-raw-days', '4');
      told = JSON.parse(ended.out) as typeof told;
    });

    it('leaves the tables made of the raw ones as they are row for row', async () =>
      expect(await made(true)).toStrictEqual(timed));

    it('is in the raw tables twice, from two loads', async () => {
      expect(ended.err).toContain('7 objects with 12 lines read again');
      expect(told).toMatchObject({ loaded: { again: true, objects: 7, lines: 12 } });
      expect(
        await read(
          `select hour(observed_at) as hour, times, loads, count(*) as lines
           from (
             select any_value(observed_at) as observed_at, count(*) as times,
               count(distinct _loaded_at) as loads
             from (select * from raw.feed_health union all by name select * from raw.conversions)
             group by epoch_id, ordinal
           ) group by all order by all`,
        ),
      ).toEqual([
        { hour: '5', times: '1', loads: '1', lines: '2' },
        { hour: '6', times: '2', loads: '2', lines: '4' },
        { hour: '7', times: '2', loads: '2', lines: '1' },
      ]);
    });

    it('tells what it removes and what it refuses', () => {
      expect(ended.code).toBe(1);
      expect(ended.err).toContain(' old rows left raw.mempool_block; ');
      expect(ended.err).toMatch(/hr=07\/b\.ndjson\.gz could not be loaded: broken gzip: .*\n$/);
      expect(told['trimmed']).toBeGreaterThan(4);
      expect(told['tables']).toMatchObject({ 'raw.mempool_block': 3, 'raw.refused_objects': 1 });
      expect(told['refused']).toHaveLength(1);
    });
  });
});
