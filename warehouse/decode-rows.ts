import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { PathReporter } from 'io-ts/lib/PathReporter.js';
import type { QueryError } from './query-port.ts';

/** Rows as the codec has them, or the first one that it does not know. */
export const decodeRows = <A>(
  row: t.Type<A, unknown>,
  rows: ReadonlyArray<unknown>,
): E.Either<QueryError, ReadonlyArray<A>> => {
  const decoded = t.array(row).decode(rows);
  if (E.isRight(decoded)) return decoded;
  const [fault] = PathReporter.report(decoded);
  return E.left({ tag: 'unexpected-rows', message: `the query gave other rows: ${fault ?? ''}` });
};
