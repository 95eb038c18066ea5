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
import { HandEpoch, type HandLine, type HandRow } from '../support/hand-lines.ts';

const A: HandRow = ['a', 1000, 100, 5, 10, 1, 1795239437];
const B: HandRow = ['b', 400, 200, 6, 2, 1, 0];

/** The same lines on another day. */
const on = (day: string, lines: ReadonlyArray<HandLine>): ReadonlyArray<HandLine> =>
  lines.map(({ prefix, text }) => ({ prefix, text: text.replaceAll('2026-11-21T', `${day}T`) }));

/** Three days before the end: ended, and older than what is kept. */
const old = new HandEpoch('e1');
old.opened('05:00:00');
old.snapshot('05:00:10', [A], { sequence: 1 });
old.delta('05:01:10', { added: [B] }, { sequence: 2 });
old.counted('05:02:20');
old.closed('05:03:10');
const late = old.lines.slice(-2);

/** In use when what is kept begins (two days before the end, at 05:03:10): its snapshot is older. */
const between = new HandEpoch('e2');
between.opened('04:00:00');
between.snapshot('04:00:10', [A], { sequence: 1 });
between.delta('04:30:00', { added: [B] }, { sequence: 2 });
between.delta('05:30:00', { removed: ['a'] }, { sequence: 3 });
between.closed('06:00:00');

const newest = new HandEpoch('e3');
newest.opened('05:00:00');
newest.snapshot('05:00:10', [B], { sequence: 1 });
newest.closed('05:03:10');

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
const minutes = () =>
  dbt.rows(`
    select minute_at, level, cause, transactions, fee_sats
    from gold.next_block_by_minute
    where epoch_id = 'e1' or epoch_id = 'e2' and minute_at >= '2026-11-19 05:29:00'
    order by minute_at`);
const answer = (moment: string) =>
  dbt.rows(
    `select level, cause, transactions, epoch_id from gold.next_block_at(timestamp '${moment}')`,
  );
let asFirstComputed: Awaited<ReturnType<typeof minutes>>;

beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  await dbt.load('all', [
    ...on('2026-11-18', old.lines.slice(0, -2)),
    ...on('2026-11-19', between.lines),
    ...newest.lines,
  ]);
  await wentWell(dbt.worker.refresh());
  await dbt.load('late', on('2026-11-18', late));
  await wentWell(dbt.worker.refresh());
  asFirstComputed = await minutes();
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

describe('transactions older than two days', () => {
  it('are taken away, but for what an answer since then stands on', async () => {
    expect(
      await dbt.rows(
        'select epoch_id, count(*) as kept from silver.next_block_changes group by epoch_id order by epoch_id',
      ),
    ).toEqual([
      { epoch_id: 'e2', kept: '3' },
      { epoch_id: 'e3', kept: '1' },
    ]);
    expect(await dbt.rows('select kept_from_at from silver.next_block_rows_kept')).toEqual([
      { kept_from_at: '2026-11-19 04:00:10' },
    ]);
  });

  it('leave what was made of them', () => {
    expect(asFirstComputed.slice(0, 2)).toMatchObject([
      { minute_at: '2026-11-18 05:00:00', level: 'contiguous', cause: null, transactions: '1' },
      // a line of it came when they were gone
      { minute_at: '2026-11-18 05:01:00', level: 'unknown', cause: 'not-kept', transactions: null },
    ]);
  });

  it('are said to be gone where they are asked for, and nothing else is', async () => {
    expect(await answer('2026-11-18 05:01:30')).toEqual([
      { level: 'unknown', cause: 'not-kept', transactions: null, epoch_id: 'e1' },
    ]);
    expect(await answer('2026-11-19 05:45:00')).toMatchObject([
      { level: 'contiguous', cause: null, transactions: '1', epoch_id: 'e2' },
    ]);
    expect(await answer('2026-11-21 05:01:00')).toMatchObject([
      { level: 'contiguous', cause: null, transactions: '1', epoch_id: 'e3' },
    ]);
  });

  it('do not make unknown what was known when an old line comes late, but a gap that is found late does', async () => {
    const finder = new HandEpoch('e4');
    finder.opened('06:00:00', 'process');
    const gapId = finder.gapFound('06:00:01', { from: 3, of: old, cause: 'crash' });
    await dbt.load('found', finder.lines);
    await wentWell(dbt.worker.refresh());
    expect((await minutes()).slice(0, 2)).toMatchObject([
      { minute_at: '2026-11-18 05:00:00', level: 'unknown', cause: 'crash', transactions: null },
      { minute_at: '2026-11-18 05:01:00', level: 'unknown', cause: 'crash', transactions: null },
    ]);
    expect((await minutes()).slice(-1)).toEqual(asFirstComputed.slice(-1));
    expect(await dbt.rows(`select closed_at from silver.gaps where gap_id = '${gapId}'`)).toEqual([
      { closed_at: null },
    ]);
  });

  it('are there again, and gone again, where all is made anew from the raw tables', async () => {
    const before = await minutes();
    await dbt.change(
      "delete from raw.feed_health where epoch_id = 'e4'; drop schema silver cascade; drop schema gold cascade",
    );
    await wentWell(dbt.worker.build(untested));
    expect((await minutes()).slice(0, 2)).toMatchObject([
      { transactions: '1' },
      { transactions: '2' },
    ]);
    const inUse = (rows: typeof before) =>
      rows.filter(({ minute_at: at }) => typeof at === 'string' && at >= '2026-11-19 05');
    expect(inUse(before).length).toBeGreaterThan(20);
    expect(inUse(await minutes())).toEqual(inUse(before));
  });

  it('are not looked for in the raw tables any more where all are gone', async () => {
    const poller = new HandEpoch('p');
    poller.opened('05:00:00', 'poller');
    poller.covered('05:00:01', 1, []);
    await dbt.load('poller', on('2026-11-25', poller.lines));
    await wentWell(dbt.worker.refresh());
    expect(await dbt.rows('select count(*) as kept from silver.next_block_changes')).toEqual([
      { kept: '0' },
    ]);
    await dbt.change(`update raw.mempool_block set payload = 'not to be read'`);
    const again = new HandEpoch('e5');
    again.opened('06:00:00');
    again.snapshot('06:00:10', [A], { sequence: 1 });
    await dbt.load('again', on('2026-11-25', again.lines));
    await wentWell(dbt.worker.refresh());
    expect(await dbt.rows('select epoch_id, txid from silver.next_block_changes')).toEqual([
      { epoch_id: 'e5', txid: 'a' },
    ]);
  });
});
