import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openDbtWarehouse,
  untested,
  wentWell,
  type DbtWarehouse,
} from '../support/dbt-warehouse.ts';
import { HandEpoch, type HandRow } from '../support/hand-lines.ts';
import { left, right } from '../support/warehouse.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

const row = (txid: string): HandRow => [txid, 100, 100, 1, 1, 1, 0];

/** Twelve minutes of a feed, one line each ten seconds, a gap in the middle, blocks and prices. */
const feed = (): HandEpoch => {
  const epoch = new HandEpoch('e');
  const time = (second: number): string => new Date(second * 1000).toISOString().slice(11, 19);
  const start = 5 * 3600;
  epoch.opened(time(start));
  let gapId = '';
  for (let step = 1; step < 72; step += 1) {
    const now = time(start + step * 10);
    if (step % 20 === 1) epoch.snapshot(now, [row('x'), row(`s${step}`)], { sequence: step });
    else
      epoch.delta(now, { added: [row(`t${step}`)], removed: [`t${step - 3}`] }, { sequence: step });
    if (step === 30) gapId = epoch.gapFound(now, { from: epoch.ordinal });
    if (step === 41) epoch.gapClosed(now, gapId, epoch.ordinal);
    if (step % 24 === 0) epoch.quoted(now, now, { USD: step, EUR: -1 });
    if (step % 30 === 0)
      epoch.block(now, { hash: `h${step}`, height: step / 30, parent: `h${step - 30}` });
  }
  epoch.covered(time(start + 719), 1, [[1, 2]]);
  epoch.block(time(start + 719), { hash: 'fork', height: 1, parent: 'h0', stale: true });
  epoch.closed(time(start + 720));
  return epoch;
};

const tables = [
  'silver.lines',
  'silver.next_block_snapshots',
  'silver.next_block_deltas',
  'silver.next_block_changes',
  'silver.block_lines',
  'silver.block_observations',
  'silver.blocks',
  'silver.chain_segments',
  'silver.conversions',
  'silver.gaps',
  'gold.next_block_by_minute',
  'gold.block_statistics',
  'gold.conversion_rates',
];

/** Every row of every table but for the times of load and build. */
const contents = async (): Promise<Readonly<Record<string, unknown>>> => {
  const found: Record<string, unknown> = {};
  for (const table of tables)
    found[table] = await dbt.rows(
      `select columns(name -> name not in ('_loaded_at', 'counted_at', 'built_at')) from ${table} order by all`,
    );
  return found;
};

describe('tables made again', () => {
  let atOnce: Readonly<Record<string, unknown>>;

  it('are the same whether lines come at once, in pieces and out of order, or are built from nothing', async () => {
    const { lines } = feed();
    const pieces = [lines.slice(0, 20), lines.slice(50), lines.slice(30, 52), lines.slice(10, 31)];
    for (const [index, piece] of pieces.entries()) {
      await dbt.load(`piece-${index}`, piece);
      await wentWell(dbt.worker.refresh());
    }
    const inPieces = await contents();

    dbt.empty();
    await dbt.load('all', lines);
    await wentWell(dbt.worker.build(untested));
    atOnce = await contents();
    expect(atOnce['gold.next_block_by_minute']).toHaveLength(11);
    expect(inPieces, 'in pieces').toEqual(atOnce);

    await wentWell(dbt.worker.build(untested));
    expect(await contents(), 'a run that repeats').toEqual(atOnce);
    const built = await dbt.rows(
      'select count(distinct built_at) as runs from gold.next_block_by_minute',
    );
    expect(built, 'a run that repeats touches nothing').toEqual([{ runs: '1' }]);
  });

  it('keep their rows when a run has nothing new, or a later one fails', async () => {
    await dbt.change('alter table raw.conversions rename to elsewhere');
    const failed = left(await dbt.worker.refresh());
    expect(failed.tag).toBe('failed');
    expect(failed.message).toContain('dbt failed: ');
    await dbt.change('alter table raw.elsewhere rename to conversions');
    await wentWell(dbt.worker.refresh());
    expect(await contents()).toEqual(atOnce);
  });
});

/** Of the tables as they were made again last. */
describe('a test of the data', () => {
  const spoiled: ReadonlyArray<readonly [test: string, spoil: string, mend: string]> = [
    [
      'canonical_blocks_link_to_their_parents',
      `update gold.block_statistics set previous_block_hash = 'other' where height = 2`,
      `update gold.block_statistics set previous_block_hash = 'h30' where height = 2`,
    ],
    [
      'holes_in_the_sequence_have_a_gap',
      `update silver.next_block_deltas set sequence = sequence + 1 where ordinal = 5`,
      `update silver.next_block_deltas set sequence = sequence - 1 where ordinal = 5`,
    ],
    [
      'every_loaded_line_is_counted',
      `insert into raw.quarantine (event_id, epoch_id, ordinal, _loaded_at) values ('e-999', 'e', 999, timestamp '2000-01-01')`,
      `delete from raw.quarantine`,
    ],
    [
      'unknown_minutes_say_why_and_nothing_else',
      `update gold.next_block_by_minute set fee_sats = 1 where level = 'unknown'`,
      `update gold.next_block_by_minute set fee_sats = null where level = 'unknown'`,
    ],
    [
      'verified_minutes_equal_what_was_stated',
      `update gold.next_block_by_minute set level = 'verified' where level = 'contiguous'`,
      `update gold.next_block_by_minute set level = 'contiguous' where level = 'verified'`,
    ],
    [
      'whole_segments_have_no_holes',
      `update silver.blocks set is_canonical = false where height = 2`,
      `update silver.blocks set is_canonical = true where height = 2`,
    ],
    [
      'whole_segments_have_no_holes',
      `update silver.blocks set is_canonical = true where block_hash = 'fork'`,
      `update silver.blocks set is_canonical = false where block_hash = 'fork'`,
    ],
    [
      'one_canonical_block_per_height',
      `update silver.blocks set is_canonical = true where block_hash = 'fork'`,
      '',
    ],
  ];

  it('passes on whole data', async () => {
    const names = [...new Set(spoiled.map(([name]) => name))];
    const { counts } = right(await dbt.worker.test({ select: names }));
    expect(counts).toMatchObject({ pass: names.length });
  });

  it('says nothing of a line that came while the tables were built: the next run picks it up', async () => {
    await dbt.change(
      `insert into raw.quarantine (event_id, epoch_id, ordinal, _loaded_at)
       select 'e-999', 'e', 999, max(_loaded_at) + interval 1 second from raw.feed_health`,
    );
    const { counts } = right(await dbt.worker.test({ select: ['every_loaded_line_is_counted'] }));
    expect(counts).toMatchObject({ pass: 1 });
    await dbt.change('delete from raw.quarantine');
  });

  it.each(spoiled)('%s fails on spoiled data', async (test, spoil, mend) => {
    await dbt.change(spoil);
    const failed = left(await dbt.worker.test({ select: [test] }));
    expect(failed.failed.map(({ name, status }) => [name, status])).toEqual([[test, 'fail']]);
    if (mend !== '') await dbt.change(mend);
  });

  it('says which rows it found', async () => {
    await dbt.change('update gold.conversion_rates set price = -1');
    const { message } = left(
      await dbt.worker.test({ select: ['conversion_rates,test_name:as_described'] }),
    );
    expect(message).toMatch(
      /^dbt failed: as_described_conversion_rates_.*: fault: price is not above 0, rows_found: \d+$/,
    );
  });
});

describe('a gap', () => {
  it('is closed by a line that was loaded before the one that found it, and is seen after that', async () => {
    dbt.empty();
    const [first, second] = [new HandEpoch('first'), new HandEpoch('second')];
    first.opened('05:00:00');
    first.snapshot('05:00:10', [row('x')], { sequence: 1 });
    const gapId = first.gapFound('05:00:20', { cause: 'socket', from: first.ordinal + 1 });
    second.opened('05:01:00');
    second.snapshot('05:01:10', [row('x')], { sequence: 1 });
    second.gapClosed('05:01:10', gapId, second.ordinal);
    await dbt.load('first', first.lines);
    await wentWell(dbt.worker.build(untested));
    await dbt.load('second', second.lines);
    // as a pipe commits: what it began to read earlier is there later
    await dbt.change(
      `update raw.feed_health set _loaded_at = _loaded_at - interval 1 minute where epoch_id = 'second'`,
    );
    await wentWell(dbt.worker.refresh());
    expect(await dbt.rows('select closing_epoch_id, closed_at from silver.gaps')).toEqual([
      { closing_epoch_id: 'second', closed_at: '2026-11-21 05:01:10' },
    ]);
  });
});
