import { dirname, join, resolve } from 'node:path';
import { instantOf, rawTables, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { startDbtWorker } from '../dbt/worker/client.ts';
import { createCoordinator, type Turn } from '../warehouse/coordinator.ts';
import { withWarehouse } from '../warehouse/database.ts';
import { whileAlone } from '../warehouse/in-turn.ts';
import type { LoadOptions, LoadReport } from '../warehouse/loader.ts';
import { publish, serveFileOf } from '../warehouse/publish.ts';
import { stepsOf } from '../warehouse/steps.ts';
import { tableCounts } from '../warehouse/tables.ts';
import { failure, type CliFault } from './command.ts';
import { pythonPath, type Places } from './places.ts';
import { programDir } from './program.ts';

/** What a turn of the warehouse came to. */
export type TablesTurn =
  | { readonly tag: 'idle'; readonly trimmed: number }
  | { readonly tag: 'failed'; readonly message: string }
  | {
      readonly tag: 'built';
      readonly builtAt: string;
      /** What the turn read of the lake. */
      readonly loaded: { readonly objects: number; readonly lines: number };
      /** Raw rows that it removed for their age. */
      readonly trimmed: number;
      /** Rows by table. */
      readonly tables: Readonly<Record<string, number>>;
      /** Lake objects that could not be loaded, each with its reason. */
      readonly refused: ReadonlyArray<{ readonly file: string; readonly reason: string }>;
    };

export interface TablesOptions {
  readonly places: Places;
  readonly identity: LakeIdentity;
  /** With every test of the data, or the models alone, which takes a fraction of the time. */
  readonly tested: boolean;
  /**
   * Makes every table anew from the raw ones; only where `tested`.
   * @default false
   */
  readonly rebuild?: boolean;
  /** @default what was not loaded before; the lake is listed whole by the first turn and when an hour begins */
  readonly loading?: LoadOptions;
  readonly onTurn?: (turn: TablesTurn) => void;
}

/** Lake → raw → dbt → served copy, one turn at a time. */
export interface Tables {
  readonly once: () => Promise<TablesTurn>;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

export const startTables = async (options: TablesOptions): Promise<E.Either<CliFault, Tables>> => {
  const { places, identity } = options;
  const python = pythonPath();
  if (E.isLeft(python)) return python;
  const file = resolve(places.warehouse);
  const worker = await startDbtWorker({
    python: python.right,
    projectDir: join(programDir, 'dbt'),
    warehouse: file,
    targetDir: join(dirname(file), '.dbt'),
  });
  if (E.isLeft(worker)) return E.left(failure(worker.left.message));
  const { build, refresh, stop } = worker.right;

  const steps = {
    ...stepsOf(
      { file, lakeDir: places.lake, lake: identity, tables: rawTables },
      {
        // a question from the page would keep the file from dbt, which fails where it should wait
        build: () =>
          whileAlone(file, () =>
            options.tested ? build({ fullRefresh: options.rebuild ?? false }) : refresh(),
          ),
        refresh: () => whileAlone(file, refresh),
      },
      options.loading,
    ),
    publish: () =>
      withWarehouse(file, identity, async (warehouse) => {
        const published = await publish(warehouse, serveFileOf(file));
        return E.isLeft(published) ? published : E.right(await tableCounts(warehouse));
      }),
  };
  const coordinator = createCoordinator(steps, { onTurn: (turn) => options.onTurn?.(told(turn)) });
  return E.right({
    once: async () => told(await coordinator.once()),
    start: coordinator.start,
    stop: async () => {
      await coordinator.stop();
      await stop();
    },
  });
};

const told = (
  turn: Turn<LoadReport, unknown, Readonly<Record<string, number>>, { readonly message: string }>,
): TablesTurn => {
  switch (turn.tag) {
    case 'idle':
      return { tag: 'idle', trimmed: turn.loaded.trimmed };
    case 'failed':
      return { tag: 'failed', message: turn.failure.message };
    case 'published':
      return {
        tag: 'built',
        builtAt: instantOf(Date.now()),
        loaded: {
          objects: turn.loaded.files,
          lines: Object.values(turn.loaded.lines).reduce((sum, lines) => sum + lines, 0),
        },
        trimmed: turn.loaded.trimmed,
        tables: turn.published,
        refused: turn.loaded.refused,
      };
  }
};
