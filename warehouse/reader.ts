import { stat } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { firstLine } from './failure.ts';
import { memoryLimit } from './memory-limit.ts';
import { queryRows } from './query.ts';
import {
  type Build,
  type QueryError,
  type QueryParameters,
  type QueryPort,
  notBuiltYet,
} from './query-port.ts';

/** A publication; its number grows with each of one warehouse. */
interface Publication extends Build {
  readonly generation: number;
}

/** The query port over what was published last. One query sees one build; two queries may see two. */
export interface Reader extends QueryPort {
  readonly buildOf: () => Promise<E.Either<QueryError, Publication>>;
}

/** One published file held open. */
interface OpenFile {
  /** Inode and time of the file: a publication changes both. */
  readonly identity: string;
  readonly instance: Promise<DuckDBInstance>;
  readonly queries: Set<Promise<unknown>>;
}

const identityOf = async (file: string): Promise<string | undefined> => {
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? undefined : `${found.ino}:${found.mtimeMs}`;
};

/** Closes the file when its last query has ended. */
const retire = async ({ instance, queries }: OpenFile): Promise<void> => {
  await Promise.allSettled(queries);
  const [opened] = await Promise.allSettled([instance]);
  if (opened.status === 'fulfilled') opened.value.closeSync();
};

const queryFile = async <A>(
  { instance }: OpenFile,
  sql: string,
  parameters: QueryParameters,
  row: t.Type<A, unknown>,
): Promise<E.Either<QueryError, ReadonlyArray<A>>> => {
  try {
    const connection = await (await instance).connect(); // one a query, so that queries run side by side
    try {
      return await queryRows(connection, sql, parameters, row);
    } finally {
      connection.closeSync();
    }
  } catch (error) {
    return E.left({
      tag: 'failed',
      message: `the built tables can't be read: ${firstLine(error)}`,
    });
  }
};

const BuildRow = t.type({ generation: t.number, built_at: t.string });

/** Reads the published file, and its next one as soon as that is there. The file need not exist yet. */
export const openReader = (serveFile: string): Reader => {
  let current: OpenFile | undefined;

  const replace = async (next: OpenFile | undefined): Promise<void> => {
    const old = current;
    current = next;
    if (old !== undefined) await retire(old);
  };

  const openNext = (identity: string): void => {
    const instance = DuckDBInstance.create(serveFile, {
      ...memoryLimit,
      access_mode: 'READ_ONLY',
    });
    const next = { identity, instance, queries: new Set<Promise<unknown>>() };
    instance.catch(() => {
      if (current === next) current = undefined; // the next query tries again
    });
    void replace(next);
  };

  const query: Reader['query'] = async (sql, parameters, row) => {
    const identity = await identityOf(serveFile);
    if (identity === undefined) return E.left(notBuiltYet);
    if (identity !== current?.identity) openNext(identity);
    if (current === undefined) return E.left(notBuiltYet);
    const file = current;
    const rows = queryFile(file, sql, parameters, row);
    file.queries.add(rows);
    return rows.finally(() => file.queries.delete(rows));
  };

  const buildOf: Reader['buildOf'] = async () => {
    const rows = await query('SELECT generation, built_at FROM gold._build', [], BuildRow);
    if (E.isLeft(rows)) return rows;
    const [build] = rows.right;
    if (build === undefined) return E.left(notBuiltYet);
    const { generation, built_at: builtAt } = build;
    // a warehouse that was made anew counts from 1 again
    return E.right({ id: `${generation}-${builtAt}`, generation, builtAt });
  };

  return { query, buildOf, close: () => replace(undefined) };
};
