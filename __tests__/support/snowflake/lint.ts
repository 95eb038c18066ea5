import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dbtProject } from '../dbt-warehouse.ts';
import { projectRoot } from '../small-clone.ts';
import { dbtFlags, python, startSnowflakeEmulator } from './emulator.ts';

/** Lints what dbt makes of the models for each engine, in its own dialect. Exit code 1 with all that was found. */

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));

const lint = async (dialect: 'duckdb' | 'snowflake', targetDir: string): Promise<void> => {
  const compiled = path.join(targetDir, 'compiled/bitcoin_pipeline/models');
  const models = readdirSync(compiled, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql') && !name.includes('.yml'))
    .map((name) => path.join(compiled, name));
  if (models.length === 0) throw new Error(`dbt compiled no model for ${dialect}`);
  const config = path.join(projectRoot, '.sqlfluff');
  const words = ['lint', '--config', config, '--dialect', dialect, '--disable-progress-bar'];
  await python(['-m', 'sqlfluff', ...words, ...models]);
};

const duckdb = async (): Promise<void> => {
  const targetDir = path.join(folder, 'duckdb');
  const env = { BITCOIN_PIPELINE_WAREHOUSE: path.join(folder, 'lake.duckdb') };
  const flags = dbtFlags(targetDir, dbtProject);
  await python(['-m', 'dbt.cli.main', 'compile', ...flags], { env });
  await lint('duckdb', targetDir);
};

const snowflake = async (): Promise<void> => {
  const targetDir = path.join(folder, 'snowflake');
  const emulator = await startSnowflakeEmulator();
  try {
    await emulator.dbt(['compile'], targetDir);
  } finally {
    await emulator.stop();
  }
  await lint('snowflake', targetDir);
};

const outcomes = await Promise.allSettled([duckdb(), snowflake()]);
rmSync(folder, { recursive: true, force: true });
for (const outcome of outcomes) {
  if (outcome.status === 'fulfilled') continue;
  console.error(String(outcome.reason));
  process.exitCode = 1;
}
