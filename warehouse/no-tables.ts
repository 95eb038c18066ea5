import { left } from 'fp-ts/lib/Either.js';
import { notBuiltYet, type QueryPort } from './query-port.ts';

/** Where there are no tables. */
export const noTables: QueryPort = {
  query: () => Promise.resolve(left(notBuiltYet)),
  buildOf: () => Promise.resolve(left(notBuiltYet)),
  close: () => Promise.resolve(),
};
