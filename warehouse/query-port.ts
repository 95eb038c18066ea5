import type * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { WarehouseFailure } from './failure.ts';

/**
 * - `not-built-yet`: there are no tables so far
 * - `failed`: the warehouse can't be reached or the query is wrong
 * - `unexpected-rows`: the rows are not what the codec says
 */
export type QueryError = WarehouseFailure<'not-built-yet' | 'failed' | 'unexpected-rows'>;

/** Values of each `?` in a query, in order. */
export type QueryParameters = ReadonlyArray<string | number | boolean | null>;

/** Which build the tables are of: another id, other tables. `builtAt` is ISO text in UTC. */
export interface Build {
  readonly id: string;
  readonly builtAt: string;
}

/**
 * Questions to the finished tables, whichever engine holds them. The text is one that both engines take: names of
 * columns that are read in quotes, every value a `?`. Whole numbers come as numbers up to 2^53 and as text beyond,
 * decimals as text (cast them to DOUBLE to draw them), times as ISO text in UTC.
 */
export interface QueryPort {
  /** Rows as objects by column, each decoded by the codec. */
  readonly query: <A>(
    sql: string,
    parameters: QueryParameters,
    row: t.Type<A, unknown>,
  ) => Promise<E.Either<QueryError, ReadonlyArray<A>>>;
  readonly buildOf: () => Promise<E.Either<QueryError, Build>>;
  /** Ends when the queries under way have ended. */
  readonly close: () => Promise<void>;
}

export const notBuiltYet: QueryError = {
  tag: 'not-built-yet',
  message: 'the tables are not built yet.',
};
