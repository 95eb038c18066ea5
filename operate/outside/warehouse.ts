import {
  RAW_SCHEMA,
  rawTables,
  snowflakePipeName,
  snowflakeTableName,
} from '@bitcoin-pipeline/model';
import type { RawTable } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryError, QueryPort } from '../../warehouse/query-port.ts';

/** The raw tables and their pipes in Snowflake. Left: why it did not answer. */
export interface WarehouseLook {
  /** Names of raw tables, in capitals. */
  readonly tables: () => Promise<E.Either<QueryError, ReadonlyArray<string>>>;
  /** When the newest line that a delivery stream brought was loaded, UTC in milliseconds; null: none was. */
  readonly newestLoad: (
    table: RawTable,
    deliveryStream: string,
  ) => Promise<E.Either<QueryError, number | null>>;
  /** Pipes that are there, by their tables, and whether each is paused. */
  readonly pipes: () => Promise<E.Either<QueryError, ReadonlyMap<string, boolean>>>;
  readonly setPaused: (table: string, isPaused: boolean) => Promise<E.Either<QueryError, void>>;
  readonly close: () => Promise<void>;
}

const Named = t.type({ name: t.string });
const Loaded = t.type({ loaded_at: t.union([t.string, t.null]) });
const Status = t.type({ status: t.string });
const Execution = t.type({ executionState: t.string });

const quoted = (...names: ReadonlyArray<string>): string =>
  names.map((name) => `"${name}"`).join('.');

const isPausedBy = (status: string): E.Either<QueryError, boolean> => {
  const told: unknown = JSON.parse(status);
  return Execution.is(told)
    ? E.right(told.executionState !== 'RUNNING')
    : E.left({ tag: 'unexpected-rows', message: `a pipe says of itself ${status.slice(0, 100)}` });
};

export const warehouseIn = (port: QueryPort, database: string): WarehouseLook => {
  const schema = quoted(database, RAW_SCHEMA);
  const names = async (sql: string): Promise<E.Either<QueryError, ReadonlyArray<string>>> =>
    E.map((rows: ReadonlyArray<t.TypeOf<typeof Named>>) => rows.map(({ name }) => name))(
      await port.query(sql, [], Named),
    );
  const pipeOf = (table: RawTable): string =>
    quoted(database, RAW_SCHEMA, snowflakePipeName(table));
  const isPaused = async (table: RawTable): Promise<E.Either<QueryError, boolean>> => {
    const rows = await port.query(
      `select system$pipe_status('${pipeOf(table)}') as "status"`,
      [],
      Status,
    );
    return E.isLeft(rows) ? rows : isPausedBy(rows.right[0]?.status ?? 'null');
  };
  return {
    tables: () => names(`show tables in schema ${schema}`),
    newestLoad: async (table, deliveryStream) => {
      const rows = await port.query(
        `select max(_loaded_at) as "loaded_at" from ${schema}.${quoted(snowflakeTableName(table))} where _file like ?`,
        [`%/${deliveryStream}-%`], // the poller's have names of their own
        Loaded,
      );
      if (E.isLeft(rows)) return rows;
      const loadedAt = rows.right[0]?.loaded_at ?? null;
      return E.right(loadedAt === null ? null : Date.parse(loadedAt));
    },
    pipes: async () => {
      const there = await names(`show pipes in schema ${schema}`);
      if (E.isLeft(there)) return there;
      const states = new Map<string, boolean>();
      for (const table of rawTables.filter((each) =>
        there.right.includes(snowflakePipeName(each)),
      )) {
        const paused = await isPaused(table);
        if (E.isLeft(paused)) return paused;
        states.set(table.name, paused.right);
      }
      return E.right(states);
    },
    setPaused: async (name, paused) => {
      const table = rawTables.find((each) => each.name === name);
      if (table === undefined) throw new Error(`the model has no raw table ${name}`);
      const sql = `alter pipe ${pipeOf(table)} set pipe_execution_paused = ${paused}`;
      return E.map(() => undefined)(await port.query(sql, [], t.unknown));
    },
    close: port.close,
  };
};
