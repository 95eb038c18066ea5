import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { inWords, measured } from '../../bench/history/measure.ts';
import { syntheticHistory } from '../support/history-synthetic.ts';
import { openHistoryWarehouse } from '../support/history-tables.ts';

const BLOCKS = 20_000;

it('the page’s questions over many blocks give a thousand rows at most, a point for each few blocks', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'history-'));
  const warehouse = await openHistoryWarehouse(folder);
  await warehouse.build(syntheticHistory(BLOCKS, '2026-11-21 07:00:00'));
  const all = await measured(warehouse.port, 1);
  process.stdout.write(`${BLOCKS} blocks\n${all.map(inWords).join('\n')}\n`);
  const rows = (question: string): ReadonlyArray<number> =>
    all.filter((each) => each.question === question).map((each) => each.rows);
  // about 144 blocks a day, one a point as long as they are few enough; then 2, 5 and 50 a point
  const [day = 0, threeDays = 0, week = 0, month = 0, whole = 0] = rows('blocks');
  expect(Math.abs(day - 144)).toBeLessThan(3);
  expect(Math.abs(threeDays - 432)).toBeLessThan(3);
  expect(Math.abs(week - 505)).toBeLessThan(3);
  expect(Math.abs(month - 865)).toBeLessThan(3);
  expect(Math.abs(whole - 401)).toBeLessThan(2);
  expect(rows('predicted')).toEqual(rows('blocks'));
  expect(Math.max(...all.map((each) => each.rows))).toBeLessThanOrEqual(1000);
  await warehouse.close();
  rmSync(folder, { recursive: true });
});
