import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { mainnetSized } from '../../__tests__/support/week/plan.ts';
import { benchOptions } from '../options.ts';
import { rowsOf } from './growth.ts';
import { scaled, type Measured } from './scaled.ts';

/** DuckDB's own. */
const ROW_GROUP_ROWS = 122_880;
const MOST_INCREMENT_RATIO = 1.5;
const MOST_NEXT_BLOCK_MS = 300;
const MOST_PEAK_MIB = 2048;

const usage = `Usage: npm run warehouse-bench -- [--days 1,7] [--thin 1] [--dir /mnt/disk]

A feed as large as mainnet in virtual time, and what one more minute of it costs after so many days:
loading it, building with it, asking for the next block at a moment. With --thin 10 a change comes
ten times as seldom. One line of JSON for each history. Exit 1 where an aim is missed: the build
takes at most 1.5 times as long after the longest history as after the shortest, the next block at a
moment at most 300 ms, and no process more than 2 GiB.

  npm run warehouse-bench -- --days 1,7
  npm run warehouse-bench -- --days 30 --thin 10`;

const { days, thin, dir } = benchOptions(usage, { days: '1,7', thin: '1', dir: tmpdir() });
const histories = days.split(',').map(Number);
const isRising = histories.every((day, index) => day > (histories[index - 1] ?? 0));
if (!isRising || !(Number(thin) >= 1)) {
  process.stderr.write(`--days wants rising numbers such as 1,7 and --thin one from 1 on\n`);
  process.exit(2);
}

const printed = ({ hours, increment, ...figures }: Measured): string =>
  JSON.stringify({
    days: hours / 24,
    ...figures,
    increment: {
      loadMs: increment.loadMs,
      buildMs: increment.buildMs,
      rows: rowsOf(increment.scans),
      most: increment.scans.toSorted((a, b) => b.rows - a.rows).slice(0, 5),
    },
  });

const folder = await mkdtemp(join(dir, 'warehouse-bench-'));
const { measured, peakMiB } = await scaled({
  folder,
  plan: { ...mainnetSized, changeEveryMs: mainnetSized.changeEveryMs * Number(thin) },
  hours: histories.map((day) => day * 24),
  rowGroupRows: ROW_GROUP_ROWS,
  tell: (what) => process.stderr.write(`${new Date().toISOString()} ${what}\n`),
});
await rm(folder, { recursive: true });

for (const each of measured) process.stdout.write(`${printed(each)}\n`);
const [shortest, longest] = [measured[0], measured.at(-1)];
const ratio = (longest?.increment.buildMs ?? 0) / (shortest?.increment.buildMs ?? 1);
const nextBlockMs = Math.max(...measured.map(({ nextBlockAt }) => nextBlockAt.ms));
const peak = Math.max(peakMiB.dbt, peakMiB.node);
process.stdout.write(
  `${JSON.stringify({ incrementRatio: Math.round(ratio * 100) / 100, nextBlockMs: Math.round(nextBlockMs), peakMiB, date: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cpus: cpus().length })}\n`,
);
if (ratio > MOST_INCREMENT_RATIO || nextBlockMs > MOST_NEXT_BLOCK_MS || peak > MOST_PEAK_MIB)
  process.exitCode = 1;
