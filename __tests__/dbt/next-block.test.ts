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

/** [txid, fee, vsize, value, rate, flags, time]: weight is four times vsize. */
const A: HandRow = ['a', 1000, 100, 5, 10, 1, 1795239437];
const B: HandRow = ['b', 400, 200.25, 6, 2, 2 ** 44, 0];
const C: HandRow = ['c', 900, 300, 7, 3, 1, 0, 1];
const D: HandRow = ['d', 50, 50, 8, 1, 1, 0];

/** A snapshot, then a change that does everything at once, at 05:00. */
const whole = new HandEpoch('e05');
whole.opened('05:00:00');
whole.snapshot('05:00:10', [A, B], { sequence: 7 });
whole.delta(
  '05:00:40',
  { added: [C, A], removed: ['b', 'x', 'a'], changed: [['a', 12.5, 4096, 1]] },
  {
    sequence: 8,
    stated: { rows: 2, feeSats: 1900, weight: 1600 },
  },
);
whole.delta(
  '05:01:40',
  {
    changed: [
      ['c', 2.5, 8, 0],
      ['y', 1, 1, 1],
    ],
  },
  { sequence: 9 },
);
whole.delta(
  '05:02:20',
  { removed: ['a', 'c'] },
  {
    sequence: 10,
    stated: { rows: 0, feeSats: 0, weight: 0 },
  },
);
whole.counted('05:03:05');
whole.closed('05:03:10');

/** A change is missed; a fresh snapshot ends the doubt, at 06:00. */
const holed = new HandEpoch('e06');
holed.opened('06:00:00');
holed.snapshot('06:00:10', [A, B], { sequence: 20 });
holed.counted('06:00:50'); // the last line before the suspect one: ordinal 3
holed.delta('06:02:10', { added: [C] }, { sequence: 23 });
const gapId = holed.gapFound('06:02:10', { from: 4 });
const fresh = holed.ordinal + 1;
holed.snapshot('06:03:00', [A, D], { sequence: 24 });
holed.gapClosed('06:03:00', gapId, fresh);
holed.gapFound('06:03:30', { from: holed.ordinal + 1, streams: ['conversions'] });
holed.counted('06:05:05');
holed.closed('06:05:10');

/** Of a snapshot in two parts the second is still on its way; of a later one both are there, at 07:00. */
const parted = new HandEpoch('e07');
parted.opened('07:00:00');
parted.snapshot('07:00:10', [A], { sequence: 30 });
parted.snapshot('07:01:10', [B], { sequence: 31, part: { part: 1, parts: 2 } });
parted.snapshot('07:01:10', [A], { sequence: 31, part: { part: 2, parts: 2 } });
const secondPart = parted.lose();
parted.delta('07:01:20', { added: [D] }, { sequence: 32 });
parted.snapshot('07:02:10', [B], { sequence: 33, part: { part: 1, parts: 2 } });
parted.snapshot('07:02:10', [C], { sequence: 33, part: { part: 2, parts: 2 } });
parted.counted('07:04:05');
parted.closed('07:04:10');

/** What is stated is not what adds up, at 08:00. */
const false_ = new HandEpoch('e08');
false_.opened('08:00:00');
false_.snapshot('08:00:10', [A], { sequence: 40, stated: { rows: 2, feeSats: 1000, weight: 400 } });
false_.counted('08:01:05');
false_.closed('08:01:10');

/** A change that was rejected is decoded later by versions 10 and 9, then 2, then 11, all of ordinal 3, at 09:00. */
const replayed = new HandEpoch('e09');
replayed.opened('09:00:00');
replayed.snapshot('09:00:10', [A], { sequence: 50 });
replayed.rejected('09:00:20');
replayed.delta('09:00:20', { added: [C] }, { sequence: 51, replayed: { ordinal: 3, version: 10 } });
replayed.delta('09:00:20', { added: [D] }, { sequence: 51, replayed: { ordinal: 3, version: 9 } });
replayed.delta('09:00:20', { added: [B] }, { sequence: 51, replayed: { ordinal: 3, version: 2 } });
const olderVersion = replayed.lose();
replayed.delta('09:00:20', { added: [B] }, { sequence: 51, replayed: { ordinal: 3, version: 11 } });
const newerVersion = replayed.lose();
replayed.counted('09:01:05');
replayed.closed('09:01:10');

/** A line is still on its way, at 10:00. */
const late = new HandEpoch('e10');
late.opened('10:00:00');
late.snapshot('10:00:10', [A], { sequence: 60 });
late.delta('10:00:30', { added: [B] }, { sequence: 61 });
const onItsWay = late.lose();
late.counted('10:02:05');
late.closed('10:02:10');

/** A doubt about what lies minutes back, whose line comes in a later file, at 11:00. */
const doubted = new HandEpoch('e11');
doubted.opened('11:00:00');
doubted.snapshot('11:00:10', [A], { sequence: 70 });
doubted.delta('11:00:50', { added: [B] }, { sequence: 71 });
doubted.delta('11:04:10', { added: [C] }, { sequence: 72 });
doubted.gapFound('11:06:10', { from: 3, cause: 'self-check' });
const doubt = doubted.lose();
doubted.counted('11:07:05');
doubted.closed('11:07:10');

/** For twenty seconds the source was asked for another block, at 12:00. */
const elsewhere = new HandEpoch('e12');
elsewhere.opened('12:00:00');
elsewhere.snapshot('12:00:10', [A], { sequence: 80 });
elsewhere.snapshot('12:01:20', [D], { index: 1, sequence: 80 });
elsewhere.snapshot('12:01:40', [A], { sequence: 81 });
elsewhere.delta('12:01:50', { added: [B] }, { sequence: 82 });
elsewhere.delta('12:02:30', { added: [C] }, { sequence: 83 });
elsewhere.counted('12:03:05');
elsewhere.closed('12:03:10');

const epochs = [whole, holed, parted, false_, replayed, late, doubted, elsewhere];

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  const lines = epochs.flatMap((epoch) => epoch.lines);
  await dbt.load('all', lines);
  await dbt.load('again', lines.slice(0, 4)); // what was sent twice counts once
  await wentWell(dbt.worker.build(untested));
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

const ask = async (time: string) => {
  const [row] = await dbt.rows(`select * from gold.next_block_at(timestamp '2026-11-21 ${time}')`);
  const { level, cause, sequence, transactions, fee_sats, weight, min_rate, median_rate } =
    row ?? {};
  return level === 'unknown'
    ? { level, cause }
    : { level, sequence, transactions, fee_sats, weight, min_rate, median_rate };
};
const rowsAt = (time: string) =>
  dbt.rows(
    `select txid, fee_sats, weight, rate, flags, accelerated from gold.next_block_rows_at(timestamp '2026-11-21 ${time}')`,
  );
const minute = async (time: string) => {
  const [row] = await dbt.rows(
    `select * exclude (built_at, gap_id) from gold.next_block_by_minute where minute_at = timestamp '2026-11-21 ${time}'`,
  );
  return row;
};

it('gives the snapshot until the first change', async () => {
  expect(await ask('05:00:39.999')).toEqual({
    level: 'contiguous',
    sequence: '7',
    transactions: '2',
    fee_sats: '1400',
    weight: '1201', // 400 + 801
    min_rate: '2.00000000',
    median_rate: '2.00000000', // b alone is more than half of the weight
  });
});

it('applies a change in the order removed, added, changed, each list with its own positions', async () => {
  expect(await ask('05:00:40')).toEqual({
    level: 'verified',
    sequence: '8',
    transactions: '2',
    fee_sats: '1900', // not 1400 + 1900: the rows of the change are not the block
    weight: '1600',
    min_rate: '3.00000000',
    median_rate: '3.00000000',
  });
  expect(await rowsAt('05:00:40')).toEqual([
    // re-priced: rate 12.5 and flags 4096 are places 1 and 2 of a `changed` row, not 4 and 5
    {
      txid: 'a',
      fee_sats: '1000',
      weight: '400',
      rate: '12.50000000',
      flags: '4096',
      accelerated: true,
    },
    {
      txid: 'c',
      fee_sats: '900',
      weight: '1200',
      rate: '3.00000000',
      flags: '1',
      accelerated: true,
    },
  ]);
});

it('re-prices what is there and ignores what is not', async () => {
  expect(await rowsAt('05:02:00')).toMatchObject([
    { txid: 'a', rate: '12.50000000' },
    { txid: 'c', fee_sats: '900', rate: '2.50000000', flags: '8', accelerated: false },
  ]);
});

it('knows an empty block', async () => {
  expect(await ask('05:02:30')).toEqual({
    level: 'verified',
    sequence: '10',
    transactions: '0',
    fee_sats: '0',
    weight: '0',
    min_rate: null,
    median_rate: null,
  });
});

it('is not known before the first snapshot, and not yet known after the last line', async () => {
  expect(await ask('04:59:59')).toEqual({ level: 'unknown', cause: 'no-base' });
  expect(await ask('05:00:05')).toEqual({ level: 'unknown', cause: 'no-base' });
  expect(await ask('05:03:10')).toEqual({ level: 'unknown', cause: 'not-known-yet' });
});

it('answers inside a gap with its cause, never with the state before it', async () => {
  expect(await ask('06:00:50')).toMatchObject({ level: 'contiguous', sequence: '20' });
  for (const time of ['06:00:50.001', '06:01:00', '06:02:10', '06:02:59.999'])
    expect(await ask(time), time).toEqual({ level: 'unknown', cause: 'sequence' });
  expect(await ask('06:03:00')).toMatchObject({
    level: 'contiguous',
    sequence: '24',
    fee_sats: '1050',
  });
});

it('does not mind a gap in another stream', async () => {
  expect(await ask('06:04:00')).toMatchObject({ level: 'contiguous', fee_sats: '1050' });
});

const bases =
  'select base_ordinal from silver.next_block_bases where epoch_id = $$e07$$ order by 1';

it('takes a snapshot with a part missing for no base', async () => {
  expect(await dbt.rows(bases)).toEqual([{ base_ordinal: '2' }, { base_ordinal: '6' }]);
  expect(await ask('07:01:15')).toEqual({ level: 'unknown', cause: 'not-known-yet' });
});
it('calls unknown what does not add up to what was stated', async () => {
  expect(await ask('08:00:30')).toEqual({ level: 'unknown', cause: 'self-check' });
});

it('lets the highest of several decoder versions win, compared as a number', async () => {
  expect(await rowsAt('09:00:30')).toMatchObject([{ txid: 'a' }, { txid: 'c' }]);
});

it('tells by minute the state at the end and what moved, or the cause and nothing else', async () => {
  expect(await minute('05:00:00')).toEqual({
    network: 'mainnet',
    minute_at: '2026-11-21 05:00:00',
    level: 'verified',
    cause: null,
    epoch_id: 'e05',
    ordinal: '3',
    sequence: '8',
    transactions: '2',
    fee_sats: '1900',
    weight: '1600',
    vsize_vbytes: '400.00',
    min_rate: '3.00000000',
    p10_rate: '3.00000000',
    median_rate: '3.00000000',
    p90_rate: '12.50000000', // a is a quarter of the weight
    transactions_in: null, // of what moved before the snapshot nothing is known
    transactions_out: null,
    transactions_repriced: null,
  });
  expect(await minute('06:01:00')).toMatchObject({
    level: 'unknown',
    cause: 'sequence',
    transactions: null,
    fee_sats: null,
    median_rate: null,
    transactions_in: null,
  });
  expect(await minute('05:30:00')).toMatchObject({ level: 'unknown', cause: 'not-known-yet' });
});

it('tells what moved in a minute only where one epoch followed all of it', async () => {
  const moved = (added: number | null, removed: number | null, repriced: number | null) =>
    Object.fromEntries(
      Object.entries({ in: added, out: removed, repriced }).map(([way, rows]) => [
        `transactions_${way}`,
        rows === null ? null : String(rows),
      ]),
    );
  expect(await minute('05:01:00')).toMatchObject(moved(0, 0, 2));
  expect(await minute('05:02:00')).toMatchObject(moved(0, 2, 0));
  // known at its end, and a change of it is; what was missed before is not
  expect(await minute('06:02:00')).toMatchObject({
    level: 'contiguous',
    ...moved(null, null, null),
  });
  expect(await minute('06:03:00')).toMatchObject({ level: 'contiguous', ...moved(0, 0, 0) });
  // it followed another block for a third of it
  expect(await minute('12:01:00')).toMatchObject({
    level: 'contiguous',
    transactions: '2',
    ...moved(null, null, null),
  });
  expect(await minute('12:02:00')).toMatchObject({ level: 'contiguous', ...moved(1, 0, 0) });
});

const notKnownYet = { level: 'unknown', cause: 'not-known-yet' };

it('is not known yet while a line is on its way', async () => {
  expect(await ask('10:00:20')).toEqual(notKnownYet);
  expect(await ask('10:01:00')).toEqual(notKnownYet);
  expect(await minute('10:00:00')).toMatchObject(notKnownYet);
});

it('is known in the minutes before a gap that is yet to be found', async () => {
  expect(await ask('11:02:00')).toMatchObject({ level: 'contiguous', transactions: '2' });
  expect(await minute('11:02:00')).toMatchObject({ level: 'contiguous', transactions: '2' });
});

describe('when what was on its way has come', () => {
  beforeAll(async () => {
    await dbt.load('late', [secondPart, olderVersion, onItsWay, doubt]);
    await wentWell(dbt.worker.refresh());
  });

  it('takes a snapshot with all its parts for a whole', async () => {
    expect(await dbt.rows(bases)).toMatchObject([{}, { base_ordinal: '3' }, {}]);
    expect(await ask('07:01:15')).toMatchObject({
      sequence: '31',
      transactions: '2',
      fee_sats: '1400',
    });
    expect(await ask('07:01:30')).toMatchObject({
      sequence: '32',
      transactions: '3',
      fee_sats: '1450',
    });
    expect(await ask('07:03:00')).toMatchObject({
      sequence: '33',
      transactions: '2',
      fee_sats: '1300',
    });
    expect(await minute('07:01:00')).toMatchObject({ transactions: '3', transactions_in: '1' });
  });

  it('is known where its file arrived late', async () => {
    expect(await ask('10:00:20')).toMatchObject({ level: 'contiguous', transactions: '1' });
    expect(await ask('10:01:00')).toMatchObject({ level: 'contiguous', transactions: '2' });
    expect(await minute('10:00:00')).toMatchObject({ transactions: '2', fee_sats: '1400' });
  });

  it('takes back what it said of minutes that a gap found later reaches back over', async () => {
    const unknown = { level: 'unknown', cause: 'self-check' };
    expect(await ask('11:00:10')).toMatchObject({ level: 'contiguous', transactions: '1' });
    expect(await ask('11:02:00')).toEqual(unknown);
    for (const time of ['11:00:00', '11:02:00', '11:05:00'])
      expect(await minute(time), time).toMatchObject({ ...unknown, transactions: null });
  });

  it('lets the highest decoder version win, whatever is loaded last', async () => {
    expect(await rowsAt('09:00:30')).toMatchObject([{ txid: 'a' }, { txid: 'c' }]);
    await dbt.load('newer version', [newerVersion]);
    await wentWell(dbt.worker.refresh());
    expect(await rowsAt('09:00:30')).toMatchObject([{ txid: 'a' }, { txid: 'b' }]);
  });
});
