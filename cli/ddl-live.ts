import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import {
  ddlDifference,
  plainType,
  rawTables,
  snowflakeSchemaType,
  type DdlDifference,
  type TableShape,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { PathReporter } from 'io-ts/lib/PathReporter.js';
import { rawColumns } from '../warehouse/raw-columns.ts';
import { failure, misuse, type CliFault, type CliResult } from './command.ts';
import { tellDifference } from './ddl-told.ts';
import { patiently } from './warehouse-query.ts';

/** What lists the columns of an account; its answer as JSON is what `--columns` takes. */
export const columnsQuery = `select table_name, column_name, data_type, numeric_precision, numeric_scale
  from information_schema.columns where table_schema = 'RAW'`;

const MaybeNumber = t.union([t.number, t.string, t.null, t.undefined]);
const Listed = t.array(
  t.type({
    table_name: t.string,
    column_name: t.string,
    data_type: t.string,
    numeric_precision: MaybeNumber,
    numeric_scale: MaybeNumber,
  }),
);

interface LiveColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** The model's tables that are there; what else lies in the schema is no matter of ours. */
const shapesOf = (columns: ReadonlyArray<LiveColumn>): ReadonlyArray<TableShape> =>
  rawTables
    .map(({ name }) => ({
      name,
      columns: new Map(
        columns
          .filter(({ table }) => table.toLowerCase() === name)
          .map(({ column, type }) => [column.toLowerCase(), plainType(type)]),
      ),
      pipe: null,
    }))
    .filter((shape) => shape.columns.size > 0);

/** Columns that only the warehouse has do no harm: lines never fill them. */
const withoutExtra = ({ statements, refusals }: DdlDifference) => {
  const extra = refusals.flatMap((refusal) =>
    refusal.tag === 'column-removed' ? [`raw.${refusal.table}.${refusal.column}`] : [],
  );
  return {
    difference: { statements, refusals: refusals.filter(({ tag }) => tag !== 'column-removed') },
    extra,
  };
};

/** Compares the raw tables of a DuckDB warehouse with the model. */
export const liveDuckdb = async (file: string, json: boolean): Promise<CliResult> => {
  const columns = await patiently(() => rawColumns(file));
  if (E.isLeft(columns)) return E.left(failure(`${file}: ${columns.left.message}`));
  const shapes = shapesOf(
    columns.right.map(({ table_name, column_name, data_type }) => ({
      table: table_name,
      column: column_name,
      type: data_type,
    })),
  );
  const compared = withoutExtra(ddlDifference('duckdb', shapes, rawTables));
  return tellDifference({ with: file, dialect: 'duckdb', ...compared, json });
};

const lowerKeys = (value: unknown): unknown =>
  value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, held]) => [key.toLowerCase(), held]))
    : value;

const listedIn = (name: string, text: string): E.Either<CliFault, ReadonlyArray<LiveColumn>> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => misuse(`${name} is not JSON; --columns takes the answer to the query of --help as JSON`),
  );
  if (E.isLeft(json)) return json;
  const rows = Listed.decode(Array.isArray(json.right) ? json.right.map(lowerKeys) : json.right);
  if (E.isLeft(rows))
    return E.left(
      misuse(`${name} lists no columns: ${PathReporter.report(rows)[0] ?? ''}; see --help`),
    );
  return E.right(
    rows.right.map((row) => ({
      table: row.table_name,
      column: row.column_name,
      type:
        row.data_type.toUpperCase() === 'NUMBER'
          ? `NUMBER(${row.numeric_precision ?? ''},${row.numeric_scale ?? ''})`
          : row.data_type,
    })),
  );
};

/** Compares what an account's information schema says, from a file or, as `-`, standard input. */
export const liveSnowflake = async (from: string, json: boolean): Promise<CliResult> => {
  const name = from === '-' ? 'standard input' : from;
  const text = await (from === '-' ? textOf(process.stdin) : readFile(from, 'utf8')).catch(
    () => null,
  );
  if (text === null) return E.left(misuse(`--columns takes a file or -; ${name} can't be read`));
  const columns = listedIn(name, text);
  if (E.isLeft(columns)) return columns;
  const compared = withoutExtra(
    ddlDifference('snowflake', shapesOf(columns.right), rawTables, ({ type }) =>
      snowflakeSchemaType(type),
    ),
  );
  return tellDifference({ with: name, dialect: 'snowflake', ...compared, json });
};
