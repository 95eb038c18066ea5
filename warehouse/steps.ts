import type { LakeIdentity, RawTable } from '@bitcoin-pipeline/model';
import type * as E from 'fp-ts/lib/Either.js';
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

/** The steps of a turn on this place. The warehouse is closed while `build` runs: dbt is another process. */
export const stepsOf = <Built, Failure>(
  { file, lakeDir, lake, tables }: WarehousePlace,
  build: () => Promise<E.Either<Failure, Built>>,
  loading: LoadOptions = {},
): Steps<LoadReport, Built, Published, Failure | WarehouseError | LoadError | PublishError> => ({
  load: () =>
    withWarehouse(file, lake, (warehouse) => loadNew(warehouse, lakeDir, tables, loading)),
  build,
  publish: () => withWarehouse(file, lake, (warehouse) => publish(warehouse, serveFileOf(file))),
});
