import { duckdbDdl, duckdbLakeLines, duckdbLoad } from './duckdb.ts';
import type { RawTable } from './raw-table.ts';
import {
  type LakePlace,
  lakePlaceholders,
  snowflakeDdl,
  snowflakeLakeDdl,
  snowflakePipe,
} from './snowflake.ts';

export type Dialect = 'duckdb' | 'snowflake';

export const dialects: ReadonlyArray<Dialect> = ['duckdb', 'snowflake'];

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
    section(`RAW.${table.name.toUpperCase()}`, [...snowflakeDdl(table), snowflakePipe(table)]),
  ),
];

/**
 * The whole DDL of a dialect as one file: tables, the statements that fill them, and for Snowflake stage and pipes.
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
