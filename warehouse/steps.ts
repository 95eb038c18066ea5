import type { LakeIdentity, RawTable } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { Steps } from './coordinator.ts';
import { type WarehouseError, withWarehouse } from './database.ts';
import { type LoadError, type LoadOptions, type LoadReport, loadNew } from './loader.ts';
import { type PublishError, type Published, publish, serveFileOf } from './publish.ts';

/** One lake, its warehouse file and the tables made of it. */
export interface WarehousePlace {
  readonly file: string;
  readonly lakeDir: string;
  readonly lake: LakeIdentity;
  readonly tables: ReadonlyArray<RawTable>;
}

/** Both bring the tables up to date; `refresh` without a test. */
export interface Builds<Built, Failure> {
  readonly build: () => Promise<E.Either<Failure, Built>>;
  readonly refresh: () => Promise<E.Either<Failure, unknown>>;
}

/** Bytes of the lake, of which a busy feed makes 200 MB a day. A build takes memory and disk for all that is new to it. */
const PORTION_BYTES = 50_000_000;

const together = (a: LoadReport, b: LoadReport): LoadReport => ({
  files: a.files + b.files,
  lines: Object.fromEntries(
    Object.entries(a.lines).map(([table, lines]) => [table, lines + (b.lines[table] ?? 0)]),
  ),
  refused: [...a.refused, ...b.refused],
  trimmed: a.trimmed + b.trimmed,
  isPortion: b.isPortion,
});

/**
 * The steps of turns on this place. The warehouse is closed while `build` and `refresh` run: dbt is another process. The
 * first turn lists the lake whole, the others its newest hours, unless `loading` says which. Where much is new it is
 * loaded in portions, each but the last brought into the tables by `refresh` before the next.
 */
export const stepsOf = <Built, Failure>(
  { file, lakeDir, lake, tables }: WarehousePlace,
  { build, refresh }: Builds<Built, Failure>,
  loading: LoadOptions = {},
): Steps<LoadReport, Built, Published, Failure | WarehouseError | LoadError | PublishError> => {
  let isListed = false;
  const loadPortion = async (objectsBefore: number) => {
    const options = {
      recent: isListed,
      portionBytes: PORTION_BYTES,
      ...loading,
      onProgress: (objects: number, of: number) =>
        loading.onProgress?.(objectsBefore + objects, objectsBefore + of),
    };
    const loaded = await withWarehouse(file, lake, (warehouse) =>
      loadNew(warehouse, lakeDir, tables, options),
    );
    isListed ||= E.isRight(loaded) && !loaded.right.isPortion;
    return loaded;
  };
  return {
    load: async () => {
      let loaded = await loadPortion(0);
      while (E.isRight(loaded) && loaded.right.isPortion) {
        const refreshed = await refresh();
        if (E.isLeft(refreshed)) return refreshed;
        const before = loaded.right;
        const next = await loadPortion(before.files + before.refused.length);
        loaded = E.isLeft(next) ? next : E.right(together(before, next.right));
      }
      return loaded;
    },
    build,
    publish: () => withWarehouse(file, lake, (warehouse) => publish(warehouse, serveFileOf(file))),
  };
};
