import type { LakeIdentity, RawTable } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { Steps } from './coordinator.ts';
import { type WarehouseError, withWarehouse } from './database.ts';
import { inTurn } from './in-turn.ts';
import { type LoadError, type LoadOptions, type LoadReport, loadNew } from './loader.ts';
import { type PublishError, type Published, publish, serveFileOf } from './publish.ts';

/** One lake, its warehouse file and the tables made of it. */
export interface WarehousePlace {
  readonly file: string;
  readonly lakeDir: string;
  readonly lake: LakeIdentity;
  readonly tables: ReadonlyArray<RawTable>;
}

/**
 * The steps of turns on this place. The warehouse is closed while `build` runs: dbt is
 * another process. The first turn
 * lists the lake whole, the others its newest hours, unless `loading` says which.
 */
export const stepsOf = <Built, Failure>(
  { file, lakeDir, lake, tables }: WarehousePlace,
  build: () => Promise<E.Either<Failure, Built>>,
  loading: LoadOptions = {},
): Steps<LoadReport, Built, Published, Failure | WarehouseError | LoadError | PublishError> => {
  let isListed = false;
  return {
    load: async () => {
      const options = { recent: isListed, ...loading };
      const loaded = await withWarehouse(file, lake, (warehouse) =>
        loadNew(warehouse, lakeDir, tables, options),
      );
      isListed ||= E.isRight(loaded);
      return loaded;
    },
    build: async () => {
      const release = await inTurn(file); // whoever else here has a question for the file asks it before or after
      try {
        return await build();
      } finally {
        release();
      }
    },
    publish: () => withWarehouse(file, lake, (warehouse) => publish(warehouse, serveFileOf(file))),
  };
};
