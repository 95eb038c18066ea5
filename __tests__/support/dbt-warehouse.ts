import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { rawTables } from '@bitcoin-pipeline/model';
import type { Json } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { inject } from 'vitest';
import { startDbtWorker, type DbtWorker } from '../../dbt/worker/client.ts';
import { withWarehouse, type Warehouse, type WarehouseError } from '../../warehouse/database.ts';
import { loadNew } from '../../warehouse/loader.ts';
import type { HandLine } from './hand-lines.ts';
import { putObject } from './lake-folder.ts';
import { right } from './warehouse.ts';

const lake = { network: 'mainnet', originClass: 'recording' } as const;

const root = fileURLToPath(new URL('../..', import.meta.url));

export const dbtProject = path.join(root, 'dbt');

/** The interpreter that has dbt: the project's own, else one named by the environment. */
export const dbtPython = (): string => {
  const own = path.join(root, '.venv/bin/python');
  return existsSync(own) ? own : (process.env['BITCOIN_PIPELINE_PYTHON'] ?? own);
};

/** A lake folder and its warehouse. */
interface LakeWarehouse {
  readonly file: string;
  /** Writes one object per stream and loads what is new. `name` tells objects apart. */
  readonly load: (name: string, lines: ReadonlyArray<HandLine>) => Promise<void>;
  readonly rows: (sql: string) => Promise<ReadonlyArray<Readonly<Record<string, Json>>>>;
  /** Changes the warehouse by hand. */
  readonly change: (sql: string) => Promise<void>;
  /** Begins anew with an empty lake and no warehouse file. */
  readonly empty: () => void;
}

/** With the dbt worker that builds it. */
export interface DbtWarehouse extends LakeWarehouse {
  readonly worker: DbtWorker;
  readonly stop: () => Promise<void>;
}

export const openLakeWarehouse = (folder: string): LakeWarehouse => {
  const file = path.join(folder, 'lake.duckdb');
  const lakeDir = path.join(folder, 'lake');
  mkdirSync(lakeDir);
  const use = async <A>(task: (warehouse: Warehouse) => Promise<A>): Promise<A> =>
    right(
      await withWarehouse(file, lake, async (warehouse) =>
        E.right<WarehouseError, A>(await task(warehouse)),
      ),
    );
  return {
    file,
    load: async (name, lines) => {
      for (const prefix of new Set(lines.map((line) => line.prefix)))
        putObject(
          lakeDir,
          `${prefix}dt=2026-11-21/hr=05/${name}.ndjson.gz`,
          lines.filter((line) => line.prefix === prefix).map(({ text }) => text),
        );
      await use(async (warehouse) => {
        const report = right(await loadNew(warehouse, lakeDir, rawTables));
        if (report.refused.length > 0) throw new Error(JSON.stringify(report.refused));
      });
    },
    rows: (sql) =>
      use(async ({ connection }) => (await connection.runAndReadAll(sql)).getRowObjectsJson()),
    change: (sql) =>
      use(async ({ connection }) => {
        await connection.run(sql);
      }),
    empty: () => {
      rmSync(file, { force: true });
      rmSync(lakeDir, { recursive: true });
      mkdirSync(lakeDir);
    },
  };
};

/** @param python Whose dbt: one that is imported already, unless its start is what is tried. */
export const openDbtWarehouse = async (
  folder: string,
  python = inject('forkingPython'),
): Promise<DbtWarehouse> => {
  const warehouse = openLakeWarehouse(folder);
  const worker = right(
    await startDbtWorker({
      python,
      projectDir: dbtProject,
      warehouse: warehouse.file,
      targetDir: path.join(folder, 'dbt'),
    }),
  );
  return { ...warehouse, worker, stop: worker.stop };
};

/** Builds the tables without the tests of their data, which take most of a build. */
export const untested = { exclude: ['resource_type:test'] } as const;

/** The command went well, or the test fails with what dbt said. */
export const wentWell = async (command: Promise<E.Either<unknown, unknown>>): Promise<void> => {
  const done = await command;
  if (E.isLeft(done)) throw new Error(JSON.stringify(done.left, null, 2));
};
