import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { startDbtWorker } from '../../dbt/worker/client.ts';
import { rawTables } from '@bitcoin-pipeline/model';
import { withWarehouse } from '../../warehouse/database.ts';
import { prepareRawTables } from '../../warehouse/raw-schema.ts';
import { benchOptions } from '../options.ts';
import { insertBlocks } from './made-blocks.ts';

const root = path.join(import.meta.dirname, '../..');
const values = benchOptions(
  `Usage: npm run blocks-bench -- [--blocks 900000] [--dbt dbt]

How long a refresh of what is made of blocks takes: from nothing, with nothing new, with one block
more, with a reorganisation, and with an older block that came late.`,
  { blocks: '900000', dbt: path.join(root, 'dbt') },
);
const blocks = Number(values.blocks);

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
const file = path.join(folder, 'lake.duckdb');

const right = <L, A>(either: E.Either<L, A>): A => {
  if (E.isRight(either)) return either.right;
  throw new Error(JSON.stringify(either.left));
};
const change = async (sql: string): Promise<void> => {
  right(
    await withWarehouse(
      file,
      { network: 'mainnet', originClass: 'recording' },
      async (warehouse) => {
        await prepareRawTables(warehouse.connection, rawTables);
        await warehouse.connection.run(sql);
        return E.right(null);
      },
    ),
  );
};

const LATE = 1000;
const steps: ReadonlyArray<readonly [title: string, sql: string]> = [
  ['from nothing', `${insertBlocks(0, blocks - 1)} WHERE height <> ${LATE}`],
  ['nothing new', 'SELECT 1'],
  ['one block more', insertBlocks(blocks, blocks, '', 20)],
  ['a reorganisation of three', insertBlocks(blocks - 1, blocks + 1, 'b', 40)],
  ['a block that came late', insertBlocks(LATE, LATE, '', 60)],
];

try {
  const worker = right(
    await startDbtWorker({
      python: path.join(root, '.venv/bin/python'),
      projectDir: values.dbt,
      warehouse: file,
      targetDir: path.join(folder, 'dbt'),
    }),
  );
  for (const [title, sql] of steps) {
    await change(sql);
    const { elapsedMs } = right(
      await worker.build({
        select: ['+block_statistics', 'block_statistics_by_hour', 'block_statistics_by_day'],
        exclude: ['lines', 'resource_type:test', 'resource_type:unit_test'],
      }),
    );
    process.stdout.write(
      `${JSON.stringify({ refresh: title, blocks, seconds: elapsedMs / 1000 })}\n`,
    );
  }
  await worker.stop();
} finally {
  rmSync(folder, { recursive: true });
}
process.stdout.write(
  `${JSON.stringify({ date: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cpus: cpus().length })}\n`,
);
