import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { growths, rowsOf } from '../../bench/warehouse/growth.ts';
import { ROW_GROUP_ROWS } from '../../bench/warehouse/measured-project.ts';
import { scaled } from '../../bench/warehouse/scaled.ts';
import { mainnetSized } from '../support/week/plan.ts';

/** As often as on mainnet, which makes lines; with fewer transactions, which make only work. */
const plan = { ...mainnetSized, rows: 1000, rowsChanged: 30 };
/** Tables that have less after three hours: of quotes, blocks, minutes, epochs, gaps and what is said of health. */
const shortRows = 2 * ROW_GROUP_ROWS;
/** A day is summed up from all its objects: what that reads grows until the day is over, whatever came before. */
const byDay = 'completeness_by_day_and_column';
/** How far back the newest base lies differs from moment to moment: changes of some minutes. */
const sinceBaseRows = 8 * ROW_GROUP_ROWS;

it('one more minute reads no more rows after three hours than after one', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { measured, tableRows, peakMiB } = await scaled({
    folder,
    plan,
    hours: [1, 3],
    rowGroupRows: ROW_GROUP_ROWS,
    tell: () => undefined,
  });
  const [one, three] = measured;
  if (one === undefined || three === undefined) throw new Error('two histories were measured');
  for (const { hours, increment, nextBlockAt } of measured)
    process.stdout.write(
      `after ${hours} h: one more minute ${increment.buildMs} ms and ${rowsOf(increment.scans)} rows, next block at t ${Math.round(nextBlockAt.ms)} ms and ${nextBlockAt.rows} rows\n`,
    );
  process.stdout.write(`peak ${JSON.stringify(peakMiB)} MiB\n`);

  expect([...tableRows.keys()].filter((name) => (tableRows.get(name) ?? 0) >= shortRows)).toContain(
    'silver.lines',
  );
  expect(
    growths(one.increment.scans, three.increment.scans, tableRows, {
      rowGroupRows: ROW_GROUP_ROWS,
      shortRows,
    }).filter(({ model }) => model !== byDay),
  ).toEqual([]);
  expect(three.nextBlockAt.rows).toBeLessThanOrEqual(1.1 * one.nextBlockAt.rows + sinceBaseRows);
});
