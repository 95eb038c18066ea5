import { rawTables, snowflakeTableName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { LakeLook } from '../outside/lake.ts';
import type { WarehouseLook } from '../outside/warehouse.ts';

/** Tables of the model that are not among these. */
export const missingTables = (there: ReadonlyArray<string>): ReadonlyArray<string> =>
  rawTables.map(snowflakeTableName).filter((name) => !there.includes(name));

/** That what holds data is there. Left: what is not, or is not known. Right: what was seen. */
export const dataIsThere = async (
  lake: LakeLook,
  warehouse: WarehouseLook,
): Promise<E.Either<string, string>> => {
  if (!(await lake.isThere())) return E.left(`the bucket ${lake.bucket} is not there`);
  const tables = await warehouse.tables();
  if (E.isLeft(tables)) return E.left(`the raw tables: ${tables.left.message}`);
  const missing = missingTables(tables.right);
  return missing.length === 0
    ? E.right(`the bucket ${lake.bucket} and ${rawTables.length} raw tables are there`)
    : E.left(`raw tables are missing: ${missing.join(', ')}`);
};
