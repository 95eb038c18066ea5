import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rawTables } from '@bitcoin-pipeline/model';
import type { Json } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { inject } from 'vitest';
import { startDbtWorker, type DbtWorker } from '../../../dbt/worker/client.ts';
import { withWarehouse, type Warehouse, type WarehouseError } from '../../../warehouse/database.ts';
import { loadNew } from '../../../warehouse/loader.ts';
import { dbtProject } from '../dbt-warehouse.ts';
import { putBytes } from '../lake-folder.ts';
import { right } from '../warehouse.ts';

const lake = { network: 'mainnet', originClass: 'simulated' } as const;

/** A copy of the project that keeps transactions for ever, so that what arrives after days is answered too. */
export const keepingForEver = (folder: string): string => {
  const projectDir = path.join(folder, 'project');
  cpSync(dbtProject, projectDir, { recursive: true });
  const file = path.join(projectDir, 'dbt_project.yml');
  const settings = readFileSync(file, 'utf8');
  const forever = settings.replace(/(next_block_rows_kept_hours:\s+duckdb:) \d+/, '$1 null');
  if (forever === settings) throw new Error('dbt_project.yml does not say how long rows are kept');
  writeFileSync(file, forever);
  return projectDir;
};

/** A lake folder of which objects arrive as a test says, and its warehouse. */
export class WeekWarehouse {
  readonly worker: DbtWorker;
  readonly #folder: string;
  readonly #loadedAt = new Map<string, string>();

  private constructor(folder: string, worker: DbtWorker) {
    this.#folder = folder;
    this.worker = worker;
  }

  static async open(folder: string, projectDir: string): Promise<WeekWarehouse> {
    const worker = await startDbtWorker({
      python: inject('forkingPython'),
      projectDir,
      warehouse: path.join(folder, 'lake.duckdb'),
      targetDir: path.join(folder, 'target'),
    });
    return new WeekWarehouse(folder, right(worker));
  }

  /** Puts objects into the lake. */
  put(objects: Iterable<readonly [key: string, bytes: Uint8Array]>): void {
    for (const [key, bytes] of objects) putBytes(this.#lakeDir, key, bytes);
  }

  /** Loads what is new as if it were a moment, in Unix milliseconds. */
  async load(atMs: number): Promise<void> {
    mkdirSync(this.#lakeDir, { recursive: true });
    const loadedAt = new Date(atMs).toISOString().replace('Z', '');
    await this.#use(async (warehouse) => {
      const report = right(await loadNew(warehouse, this.#lakeDir, rawTables));
      if (report.refused.length > 0) throw new Error(JSON.stringify(report.refused));
    });
    for (const key of await this.names('select file from raw.loaded_files'))
      if (!this.#loadedAt.has(key)) this.#loadedAt.set(key, loadedAt);
    await this.#tellWhenLoaded();
  }

  /** Loads all that is in the lake into a new warehouse; each object as if when it was loaded before. */
  async loadAnew(): Promise<void> {
    rmSync(path.join(this.#folder, 'lake.duckdb'));
    await this.load(0);
  }

  rows(sql: string): Promise<ReadonlyArray<Readonly<Record<string, Json>>>> {
    return this.#use(async ({ connection }) =>
      (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    );
  }

  /** The first column of a query, as text. */
  names(sql: string): Promise<ReadonlyArray<string>> {
    return this.#use(async ({ connection }) =>
      (await connection.runAndReadAll(sql)).getRows().map(([name]) => `${name?.toString()}`),
    );
  }

  get #lakeDir(): string {
    return path.join(this.#folder, 'lake');
  }

  async #tellWhenLoaded(): Promise<void> {
    const file = path.join(this.#folder, 'loaded.json');
    writeFileSync(
      file,
      JSON.stringify([...this.#loadedAt].map(([key, at]) => ({ key, loaded_at: at }))),
    );
    const loads = `read_json('${file}', columns = {key: 'VARCHAR', loaded_at: 'TIMESTAMP'})`;
    const columns = [
      ...rawTables.map(({ name }) => [name, '_file', '_loaded_at'] as const),
      ['loaded_files', 'file', 'loaded_at'] as const,
    ];
    await this.#use(async ({ connection }) => {
      for (const [table, key, loadedAt] of columns)
        await connection.run(
          `update raw.${table} set ${loadedAt} = loads.loaded_at from ${loads} as loads where ${key} = loads.key`,
        );
    });
  }

  async #use<A>(task: (warehouse: Warehouse) => Promise<A>): Promise<A> {
    const file = path.join(this.#folder, 'lake.duckdb');
    return right(
      await withWarehouse(file, lake, async (warehouse) =>
        E.right<WarehouseError, A>(await task(warehouse)),
      ),
    );
  }
}
