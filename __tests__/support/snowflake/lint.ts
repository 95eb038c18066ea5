import { readdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../small-clone.ts';
import { python } from './emulator.ts';

/** Lints what dbt made of the models for an engine, in its dialect; rejects with all that was found. */
export const lint = async (dialect: 'duckdb' | 'snowflake', targetDir: string): Promise<void> => {
  const compiled = path.join(targetDir, 'compiled/bitcoin_pipeline/models');
  const models = readdirSync(compiled, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql') && !name.includes('.yml'))
    .map((name) => path.join(compiled, name));
  if (models.length === 0) throw new Error(`dbt compiled no model for ${dialect}`);
  const config = path.join(projectRoot, '.sqlfluff');
  const words = ['lint', '--config', config, '--dialect', dialect, '--disable-progress-bar'];
  await python(['-m', 'sqlfluff', ...words, ...models]);
};
