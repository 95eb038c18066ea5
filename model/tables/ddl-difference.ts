import type { Column } from './column.ts';
import { columnTypeIn, type Dialect } from './ddl.ts';
import { duckdbColumn, duckdbTable } from './duckdb.ts';
import type { RawTable } from './raw-table.ts';
import { snowflakeColumn, snowflakeCopy, snowflakePipe, snowflakeTable } from './snowflake.ts';
import { plainType, type TableShape } from './table-shape.ts';

/** A change that no statement makes without losing data or the memory of what was loaded. `table` is without schema. */
export type Refusal =
  | { readonly tag: 'column-removed'; readonly table: string; readonly column: string }
  | {
      readonly tag: 'column-retyped';
      readonly table: string;
      readonly column: string;
      readonly was: string;
      readonly is: string;
    }
  | { readonly tag: 'table-removed'; readonly table: string }
  | {
      readonly tag: 'prefix-changed';
      readonly table: string;
      readonly was: string;
      readonly is: string;
    }
  | { readonly tag: 'pipe-changed'; readonly table: string };

/** What takes an older version to today's. */
export interface DdlDifference {
  /** Additive; without final semicolons, in order. */
  readonly statements: ReadonlyArray<string>;
  readonly refusals: ReadonlyArray<Refusal>;
}

/** One sentence each, with the ways round. */
export const refusalWords = (refusal: Refusal): string => {
  const anew =
    'make a new stream version (a new table with a prefix and a pipe of its own) with a view for the old one';
  const table = `raw.${refusal.table}`;
  switch (refusal.tag) {
    case 'column-removed':
      return `column ${refusal.column} of ${table} is gone from the model: keep the field, nullable, or ${anew}`;
    case 'column-retyped':
      return `column ${refusal.column} of ${table} was ${refusal.was} and is ${refusal.is} in the model: keep its type and give the new one a field of its own, nullable, or ${anew}`;
    case 'table-removed':
      return `table ${table} is gone from the model: keep the stream, or ${anew}`;
    case 'prefix-changed':
      return `the pipe of ${table} read ${refusal.was} and reads ${refusal.is} in the model: keep the prefix, or ${anew}`;
    case 'pipe-changed':
      return `the pipe of ${table} copies in another way in the model, and a pipe made anew forgets what it loaded: keep the copy statement, or ${anew}`;
  }
};

/** The type of a column as `readDdl` gives it. */
const printedType =
  (dialect: Dialect) =>
  ({ type }: Column): string =>
    plainType(columnTypeIn(dialect, type));

const newTable = (dialect: Dialect, table: RawTable): ReadonlyArray<string> => {
  switch (dialect) {
    case 'duckdb':
      return duckdbTable(table);
    case 'snowflake':
      return [snowflakeTable(table), snowflakePipe(table)];
  }
};

const newColumn = (dialect: Dialect, table: RawTable, column: Column): ReadonlyArray<string> => {
  switch (dialect) {
    case 'duckdb':
      return duckdbColumn(table, column);
    case 'snowflake':
      return [snowflakeColumn(table, column)];
  }
};

const columnRefusals = (
  table: RawTable,
  { columns }: TableShape,
  typeOf: (column: Column) => string,
): ReadonlyArray<Refusal> => {
  const today = new Map(table.columns.map((column) => [column.name, typeOf(column)]));
  return [...columns].flatMap(([column, was]): ReadonlyArray<Refusal> => {
    const is = today.get(column);
    if (is === undefined) return [{ tag: 'column-removed', table: table.name, column }];
    return is === was ? [] : [{ tag: 'column-retyped', table: table.name, column, was, is }];
  });
};

const pipeRefusals = (table: RawTable, { pipe }: TableShape): ReadonlyArray<Refusal> => {
  if (pipe === null) return [];
  const { prefix, copy } = pipe;
  if (prefix !== table.prefix)
    return [{ tag: 'prefix-changed', table: table.name, was: prefix, is: table.prefix }];
  return snowflakeCopy(table).replaceAll(/\s+/g, ' ').endsWith(`${prefix} ${copy}`)
    ? []
    : [{ tag: 'pipe-changed', table: table.name }];
};

/** Compares tables as they were, or as they are somewhere, with those of the model. */
export const ddlDifference = (
  dialect: Dialect,
  old: ReadonlyArray<TableShape>,
  tables: ReadonlyArray<RawTable>,
  typeOf = printedType(dialect),
): DdlDifference => {
  const known = new Map(old.map((shape) => [shape.name, shape]));
  const names = new Set(tables.map(({ name }) => name));
  return {
    statements: tables.flatMap((table) => {
      const columns = known.get(table.name)?.columns;
      return columns === undefined
        ? newTable(dialect, table)
        : table.columns
            .filter(({ name }) => !columns.has(name))
            .flatMap((column) => newColumn(dialect, table, column));
    }),
    refusals: [
      ...tables.flatMap((table) => {
        const shape = known.get(table.name);
        if (shape === undefined) return [];
        return [...columnRefusals(table, shape, typeOf), ...pipeRefusals(table, shape)];
      }),
      ...old
        .filter(({ name }) => !names.has(name))
        .map(({ name }): Refusal => ({ tag: 'table-removed', table: name })),
    ],
  };
};
