import type { ColumnType } from './column.ts';
import { duckdbColumnType, duckdbDdl, duckdbLakeLines, duckdbLoad } from './duckdb.ts';
import type { RawTable } from './raw-table.ts';
import {
  type LakePlace,
  lakePlaceholders,
  snowflakeColumnType,
  snowflakeCopyByHand,
  snowflakeDdl,
  snowflakeLakeDdl,
  snowflakePipe,
  snowflakeSession,
} from './snowflake.ts';

/** A warehouse whose SQL the model writes. */
export type Dialect = 'duckdb' | 'snowflake';

/** All of them. */
export const dialects: ReadonlyArray<Dialect> = ['duckdb', 'snowflake'];

/** The type of a column as its DDL prints it. */
export const columnTypeIn = (dialect: Dialect, type: ColumnType): string => {
  switch (dialect) {
    case 'duckdb':
      return duckdbColumnType(type);
    case 'snowflake':
      return snowflakeColumnType(type);
  }
};

const heading = (dialect: Dialect): string =>
  `-- Generated from the model by \`bitcoin-pipeline ddl --dialect ${dialect}\`: change the model, not this file.`;

const section = (title: string, statements: ReadonlyArray<string>): string =>
  [`-- ${title}`, ...statements.map((statement) => `${statement};`)].join('\n');

const duckdbSections = (tables: ReadonlyArray<RawTable>): ReadonlyArray<string> => [
  section('what all raw tables share', ['CREATE SCHEMA IF NOT EXISTS raw', duckdbLakeLines]),
  ...tables.map(
    (table) => `${section(`raw.${table.name}`, duckdbDdl(table))}\n${duckdbLoad(table).trimEnd()}`,
  ),
];

const snowflakeSections = (
  tables: ReadonlyArray<RawTable>,
  place: LakePlace,
): ReadonlyArray<string> => [
  section('what all raw tables share', snowflakeLakeDdl(place)),
  ...tables.map((table) =>
    [
      section(`RAW.${table.name.toUpperCase()}`, [
        ...snowflakeDdl(table),
        snowflakeSession,
        snowflakePipe(table),
      ]),
      snowflakeCopyByHand(table),
    ].join('\n'),
  ),
];

/**
 * The whole DDL of a dialect as one file: tables, the statements that fill them, and for Snowflake file format, stage,
 * pipes and the same copies to be run by hand.
 * Every statement may run again; none replaces anything. `place` is used by Snowflake only.
 */
export const ddlText = (
  dialect: Dialect,
  tables: ReadonlyArray<RawTable>,
  place: LakePlace = lakePlaceholders,
): string => {
  const sections = dialect === 'duckdb' ? duckdbSections(tables) : snowflakeSections(tables, place);
  return `${[heading(dialect), ...sections].join('\n\n')}\n`;
};
