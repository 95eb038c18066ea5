import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchOptions } from '../options.ts';
import { backfillKilled } from './killed.ts';

const { blocks, kills, seed } = benchOptions(
  `Usage: npm run backfill-bench -- [--blocks 2000] [--kills 10] [--seed 7]

Fills in a range of simulated blocks, newest first and oldest first, by backfills that are killed at
random moments, beside a poller. Exit 1 where a block is missing, or more than one page was asked
for again after a kill. The rate holds on loopback, without the pace that a source is owed.`,
  { blocks: '2000', kills: '10', seed: String(Date.now()) },
);

process.stderr.write(`${blocks} blocks, ${kills} kills, seed ${seed}\n`);
for (const order of ['newest', 'oldest'] as const) {
  const folder = await mkdtemp(join(tmpdir(), 'backfill-bench-'));
  const { said, ...figures } = await backfillKilled({
    folder,
    blocks: Number(blocks),
    kills: Number(kills),
    order,
    seed,
  });
  await rm(folder, { recursive: true });
  process.stdout.write(`${JSON.stringify({ order, blocks: Number(blocks), ...figures })}\n`);
  const isWhole = figures.missing === 0 && figures.unlinked === 0 && figures.code === 0;
  if (isWhole && figures.needlessPages <= Number(kills)) continue;
  process.stderr.write(said);
  process.exitCode = 1;
}
process.stdout.write(
  `${JSON.stringify({ date: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cpus: cpus().length })}\n`,
);
