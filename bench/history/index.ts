import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { syntheticHistory } from '../../__tests__/support/history-synthetic.ts';
import { openHistoryWarehouse } from '../../__tests__/support/history-tables.ts';
import { POINTS_AT_MOST } from '../../dashboard/server/history/points.ts';
import { benchOptions } from '../options.ts';
import { inWords, measured } from './measure.ts';

const AIM_MS = 150;

const values = benchOptions(
  `Usage: npm run history-bench -- [--blocks 900000] [--tries 5]

How long the page's questions to gold take over so many blocks in DuckDB, each range, nothing remembered.
Fails where an answer has more than ${POINTS_AT_MOST} rows; the times are printed against their aim of ${AIM_MS} ms.`,
  { blocks: '900000', tries: '5' },
);

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
try {
  const warehouse = await openHistoryWarehouse(folder);
  await warehouse.build(syntheticHistory(Number(values.blocks), '2026-11-21 07:00:00'));
  process.stdout.write(`${values.blocks} blocks, ${cpus().length} × ${cpus()[0]?.model ?? '?'}\n`);
  const all = await measured(warehouse.port, Number(values.tries));
  for (const each of all)
    process.stdout.write(
      `${inWords(each)}${each.medianMs > AIM_MS ? `  over ${AIM_MS} ms` : ''}\n`,
    );
  if (all.some(({ rows }) => rows > POINTS_AT_MOST)) {
    process.stdout.write(`an answer has more than ${POINTS_AT_MOST} rows\n`);
    process.exitCode = 1;
  }
  await warehouse.close();
} finally {
  rmSync(folder, { recursive: true });
}
