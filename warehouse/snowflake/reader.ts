import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { decodeRows } from '../decode-rows.ts';
import { type Build, type QueryError, type QueryPort, notBuiltYet } from '../query-port.ts';
import type { SnowflakeConfig } from './config.ts';
import { sender } from './request.ts';
import { runStatement, type Rows } from './statement.ts';
import { credentials } from './token.ts';

/** A name may match the pattern by its first letter alone; the rows are looked at for the name itself. */
const MARK = '_BUILD';

/**
 * SHOW is answered from metadata, by Snowflake's own services: no warehouse is resumed for it, and none has to be
 * named. The macro `mark_build` of the dbt project writes into the comment, at the end of each build that went well,
 * when it began and its id.
 */
const showMark = `show tables like '${MARK}' in schema gold`;

const MarkRow = t.type({ name: t.string, comment: t.string });

const buildIn = (rows: Rows): E.Either<QueryError, Build> => {
  const marks = decodeRows(MarkRow, rows);
  if (E.isLeft(marks)) return marks;
  const mark = marks.right.find(({ name }) => name === MARK);
  const [, builtAt, run] = /^(\S+Z) (\S+)$/.exec(mark?.comment ?? '') ?? [];
  return builtAt === undefined || run === undefined
    ? E.left(notBuiltYet)
    : E.right({ id: `${run}-${builtAt}`, builtAt });
};

const isMissingSchema = ({ message }: QueryError): boolean => /\b00(2003|2043)\b/.test(message);

export interface SnowflakeOptions {
  /** @default 0.5, 2 and 5 s */
  readonly pausesMs?: ReadonlyArray<number>;
  /** @default the clock of this machine */
  readonly nowMs?: () => number;
}

/** The query port over Snowflake's SQL API. Nothing is kept open between two questions. */
export const openSnowflake = (
  config: SnowflakeConfig,
  { pausesMs = [500, 2000, 5000], nowMs = Date.now }: SnowflakeOptions = {},
): QueryPort => {
  const send = sender({ url: config.url, credential: credentials(config, nowMs), pausesMs });
  const underWay = new Set<Promise<unknown>>();

  const run = (
    ...asked: [sql: string, parameters: ReadonlyArray<string | number | boolean | null>]
  ) => {
    const rows = runStatement(config, send, ...asked);
    underWay.add(rows);
    return rows.finally(() => underWay.delete(rows));
  };

  return {
    query: async (sql, parameters, row) => {
      const rows = await run(sql, parameters);
      return E.isLeft(rows) ? rows : decodeRows(row, rows.right);
    },
    buildOf: async () => {
      const rows = await run(showMark, []);
      if (E.isRight(rows)) return buildIn(rows.right);
      return isMissingSchema(rows.left) ? E.left(notBuiltYet) : rows;
    },
    close: async () => {
      await Promise.allSettled(underWay);
    },
  };
};
