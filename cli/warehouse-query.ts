import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { withWarehouse, type LakeIdentity, type WarehouseError } from '../warehouse/database.ts';
import { queryRows, type QueryError, type QueryParameters } from '../warehouse/query.ts';

/** A turn of a running pipeline holds the file for some seconds; then it is free for a while. */
const PATIENCE_MS = 30_000;
const TRY_AGAIN_AFTER_MS = 250;

/** One query on the warehouse itself, macros included; waits for its turn while a pipeline runs. */
export const queryWarehouse = async <A>(
  file: string,
  lake: LakeIdentity,
  sql: string,
  parameters: QueryParameters,
  row: t.Type<A, unknown>,
): Promise<E.Either<WarehouseError | QueryError, ReadonlyArray<A>>> => {
  const untilMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await withWarehouse(file, lake, ({ connection }) =>
      queryRows(connection, sql, parameters, row),
    );
    const isLocked = E.isLeft(answer) && answer.left.tag === 'locked';
    if (!isLocked || performance.now() > untilMs) return answer;
    await sleep(TRY_AGAIN_AFTER_MS);
  }
};
