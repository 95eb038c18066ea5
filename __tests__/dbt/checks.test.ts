import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDbtWarehouse, wentWell, type DbtWarehouse } from '../support/dbt-warehouse.ts';
import { HandEpoch } from '../support/hand-lines.ts';
import { left } from '../support/warehouse.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

/** A gap whose closing line, and those after it, are still on their way. */
const early = new HandEpoch('e03');
early.opened('03:00:00'); // 1
early.snapshot('03:00:10', [], { sequence: 5 }); // 2
const gapId = early.gapFound('03:00:20', { from: 3 }); // 3
early.snapshot('03:00:30', [], { sequence: 9 }); // 4
const closing = early.lose();
early.gapClosed('03:00:30', gapId, 4); // 5

it('lets a build pass whose ledger is sound, before and after a late file', async () => {
  const sound = new HandEpoch('e01');
  sound.opened('01:00:00');
  sound.delta('01:00:05', {}, { sequence: 2 });
  sound.moved('01:00:08', 7); // before the first snapshot the counter proves nothing
  sound.snapshot('01:00:10', [], { sequence: 9 });
  sound.moved('01:00:20', 10);
  sound.delta('01:00:20', {}, { sequence: 10 }); // in either order a tick and its change are one step
  sound.delta('01:00:30', {}, { sequence: 11 });
  sound.moved('01:00:30', 11);
  sound.moved('01:00:40', 12); // brought this block nothing
  sound.delta('01:00:50', {}, { sequence: 13 });
  sound.counted('01:01:00', 1);
  sound.counted('01:02:00', null);
  sound.counted('01:03:00'); // older than the count
  const unnumbered = new HandEpoch('e02');
  unnumbered.opened('02:00:00');
  unnumbered.snapshot('02:00:10', [], { sequence: null });
  unnumbered.delta('02:00:20', {}, { sequence: null });
  unnumbered.closed('02:01:00');

  await dbt.load('sound', [...sound.lines, ...unnumbered.lines, ...early.lines]);
  await wentWell(dbt.worker.build());
  await dbt.load('late', [closing]);
  await wentWell(dbt.worker.build());
});

it('fails a build whose ledger contradicts itself, by the name of what it breaks', async () => {
  const uncounted = new HandEpoch('e05');
  uncounted.opened('05:00:00');
  uncounted.counted('05:01:00', 2); // and one accepted
  const holed = new HandEpoch('e06');
  holed.opened('06:00:00');
  holed.snapshot('06:00:10', [], { sequence: 5 });
  holed.moved('06:00:20', 7);
  holed.delta('06:00:30', {}, { sequence: 8 });
  const closedByNothing = new HandEpoch('e07');
  closedByNothing.opened('07:00:00');
  closedByNothing.snapshot('07:00:10', [], { sequence: 5 });
  const gap = closedByNothing.gapFound('07:00:20', { from: 3 });
  closedByNothing.gapClosed('07:00:30', gap, 1);

  await dbt.load('unsound', [...uncounted.lines, ...holed.lines, ...closedByNothing.lines]);
  const { failed } = left(await dbt.worker.build());
  expect(
    failed
      .filter(({ status }) => status === 'fail')
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'every_fragment_has_one_outcome',
    'gaps_are_closed_by_a_snapshot',
    'holes_in_the_sequence_have_a_gap',
  ]);
});
