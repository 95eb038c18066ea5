import { stat } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { PathReporter } from 'io-ts/lib/PathReporter.js';
import { type WarehouseFailure, firstLine } from './failure.ts';
import { type JsonValue, jsonValue } from './json-value.ts';

/**
 * - `not-built-yet`: nothing was published so far
 * - `failed`: the file can't be opened or the query is wrong
 * - `unexpected-rows`: the rows are not what the codec says
 */
export type QueryError = WarehouseFailure<'not-built-yet' | 'failed' | 'unexpected-rows'>;

/** Which publication the tables are of. `builtAt` is ISO text in UTC. */
export interface Build {
  readonly generation: number;
  readonly builtAt: string;
}

/** Values of `$1`, `$2`, … in a query. */
export type QueryParameters = ReadonlyArray<string | number | boolean | null>;

/** The query port over what was published last. One query sees one build; two queries may see two. */
export interface Reader {
  /** Rows as objects by column, values as `jsonValue` gives them, each decoded by the codec. */
  readonly query: <A>(
    sql: string,
    parameters: QueryParameters,
    row: t.Type<A, unknown>,
  ) => Promise<E.Either<QueryError, ReadonlyArray<A>>>;
  readonly buildOf: () => Promise<E.Either<QueryError, Build>>;
  /** Ends when the queries under way have ended. */
  readonly close: () => Promise<void>;
}

/** One published file held open; closed when it is retired and its last query has ended. */
class OpenFile {
  readonly identity: string;
  readonly instance: Promise<DuckDBInstance>;
  readonly #queries = new Set<Promise<unknown>>();

  constructor(file: string, identity: string) {
    this.identity = identity;
    this.instance = DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  }

  rows(
    sql: string,
    parameters: QueryParameters,
  ): Promise<ReadonlyArray<Record<string, JsonValue>>> {
    const query = this.#rows(sql, parameters);
    this.#queries.add(query);
    return query.finally(() => this.#queries.delete(query));
  }

  async retire(): Promise<void> {
    await Promise.allSettled(this.#queries);
    const [opened] = await Promise.allSettled([this.instance]);
    if (opened.status === 'fulfilled') opened.value.closeSync();
  }

  async #rows(
    sql: string,
    parameters: QueryParameters,
  ): Promise<ReadonlyArray<Record<string, JsonValue>>> {
    const connection = await (await this.instance).connect(); // one a query, so that queries run side by side
    try {
      const result = await connection.runAndReadAll(sql, [...parameters]);
      return result.convertRowObjects<JsonValue>(jsonValue);
    } finally {
      connection.closeSync();
    }
  }
}

const BuildRow = t.type({ generation: t.number, built_at: t.string });

/** Inode and time of the file: a publication changes both. */
const identityOf = async (file: string): Promise<string | undefined> => {
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? undefined : `${found.ino}:${found.mtimeMs}`;
};

const notBuiltYet: QueryError = {
  tag: 'not-built-yet',
  message: 'the tables are not built yet.',
};

/** Reads the published file, and its next one as soon as that is there. The file need not exist yet. */
export const openReader = (serveFile: string): Reader => {
  let current: OpenFile | undefined;

  const replace = (next: OpenFile | undefined): Promise<void> | undefined => {
    const old = current;
    current = next;
    return old?.retire();
  };

  const newest = async (): Promise<OpenFile | undefined> => {
    const identity = await identityOf(serveFile);
    if (identity !== undefined && identity !== current?.identity) {
      const next = new OpenFile(serveFile, identity);
      next.instance.catch(() => {
        if (current === next) current = undefined; // the next query tries again
      });
      void replace(next);
    }
    return identity === undefined ? undefined : current;
  };

  const query: Reader['query'] = async (sql, parameters, row) => {
    const file = await newest();
    if (file === undefined) return E.left(notBuiltYet);
    try {
      const decoded = t.array(row).decode(await file.rows(sql, parameters));
      if (E.isRight(decoded)) return decoded;
      const faults = PathReporter.report(decoded).slice(0, 1).join('');
      return E.left({ tag: 'unexpected-rows', message: `the query gave other rows: ${faults}` });
    } catch (error) {
      return E.left({ tag: 'failed', message: `the query failed: ${firstLine(error)}` });
    }
  };

  const buildOf: Reader['buildOf'] = async () => {
    const rows = await query('SELECT generation, built_at FROM gold._build', [], BuildRow);
    if (E.isLeft(rows)) return rows;
    const [build] = rows.right;
    return build === undefined
      ? E.left(notBuiltYet)
      : E.right({ generation: build.generation, builtAt: build.built_at });
  };

  return { query, buildOf, close: async () => replace(undefined) };
};
