import { spawn } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { rawTables } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { withWarehouse } from '../../warehouse/database.ts';
import { loadNew } from '../../warehouse/loader.ts';
import { startDbtWorker } from '../worker/client.ts';

export interface DocsOptions {
  /** The interpreter of the environment that holds dbt. */
  readonly python: string;
  /** The folder of `dbt_project.yml`. */
  readonly projectDir: string;
  /** For what is made on the way: an empty lake, its warehouse, dbt's own files, `manifest.json` among them. */
  readonly folder: string;
  /** Where `index.html` is written. */
  readonly out: string;
  readonly say: (words: string) => void;
}

const identity = { network: 'mainnet', originClass: 'recording' } as const;

/** Empty raw tables, so that every model can be made and its column types be read. */
const emptyWarehouse = async (file: string, lakeDir: string): Promise<string | null> => {
  await mkdir(lakeDir, { recursive: true });
  const made = await withWarehouse(file, identity, (warehouse) =>
    loadNew(warehouse, lakeDir, rawTables),
  );
  return E.isLeft(made) ? made.left.message : null;
};

const builtTables = async (
  { python, projectDir }: DocsOptions,
  warehouse: string,
  targetDir: string,
): Promise<string | null> => {
  const worker = await startDbtWorker({ python, projectDir, warehouse, targetDir });
  if (E.isLeft(worker)) return worker.left.message;
  const built = await worker.right.refresh();
  await worker.right.stop();
  return E.isLeft(built) ? built.left.message : null;
};

/** dbt's own pages as one file. */
const generated = (
  { python, projectDir }: DocsOptions,
  warehouse: string,
  targetDir: string,
): Promise<string | null> =>
  new Promise((resolve) => {
    const args = ['docs', 'generate', '--static', '--no-version-check', '--quiet'];
    const places = ['--project-dir', projectDir, '--profiles-dir', projectDir];
    const own = ['--target-path', targetDir, '--log-path', path.join(targetDir, 'logs')];
    const child = spawn(python, ['-m', 'dbt.cli.main', ...args, ...places, ...own], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, BITCOIN_PIPELINE_WAREHOUSE: warehouse, PYTHONDONTWRITEBYTECODE: '1' },
    });
    const said: Array<string> = [];
    child.stdout.on('data', (text) => said.push(String(text)));
    child.stderr.on('data', (text) => said.push(String(text)));
    child.once('error', (error) => resolve(`dbt does not start: ${error.message}`));
    child.once('close', (code) =>
      resolve(code === 0 ? null : `dbt made no pages: ${said.join('').trim() || `exit ${code}`}`),
    );
  });

/** Writes the pages; a sentence that says why where it can't. */
export const writeDocs = async (options: DocsOptions): Promise<string | null> => {
  const { folder, out, say } = options;
  const warehouse = path.join(folder, 'lake.duckdb');
  const targetDir = path.join(folder, 'target');
  say('making the tables, empty');
  const fault =
    (await emptyWarehouse(warehouse, path.join(folder, 'lake'))) ??
    (await builtTables(options, warehouse, targetDir));
  if (fault !== null) return fault;
  say('writing the pages');
  const notMade = await generated(options, warehouse, targetDir);
  if (notMade !== null) return notMade;
  await mkdir(out, { recursive: true });
  await copyFile(path.join(targetDir, 'static_index.html'), path.join(out, 'index.html'));
  say(`${path.join(out, 'index.html')} is written`);
  return null;
};
