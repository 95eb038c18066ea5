import type { Column, ColumnType } from './column.ts';
import type { RawTable } from './raw-table.ts';
import { sqlList, sqlString } from './sql-text.ts';

/** The Snowflake type of a column. Timestamps are UTC without a zone; `payload` holds values, the lake holds bytes. */
export const snowflakeColumnType = (type: ColumnType): string => {
  switch (type) {
    case 'text':
      return 'VARCHAR(16777216)';
    case 'integer':
      return 'NUMBER(38, 0)';
    case 'boolean':
      return 'BOOLEAN';
    case 'timestamp':
      return 'TIMESTAMP_NTZ(3)';
    case 'json':
      return 'VARIANT';
  }
};

/** What the account's `information_schema.columns` says of such a column, with precision and scale where it has them. */
export const snowflakeSchemaType = (type: ColumnType): string => {
  switch (type) {
    case 'text':
      return 'TEXT';
    case 'integer':
      return 'NUMBER(38,0)';
    case 'boolean':
      return 'BOOLEAN';
    case 'timestamp':
      return 'TIMESTAMP_NTZ';
    case 'json':
      return 'VARIANT';
  }
};

/** Where the lake lies in the cloud. What the generated file shows stands in `lakePlaceholders`. */
export interface LakePlace {
  /** Root of the lake, with the final slash: `s3://bucket/`. */
  readonly url: string;
  /** Name of the storage integration that may read it. */
  readonly storageIntegration: string;
}

/** Stand-ins for an account's own names: replace both before running the statements by hand. */
export const lakePlaceholders: LakePlace = {
  url: 's3://your-lake-bucket/',
  storageIntegration: 'YOUR_STORAGE_INTEGRATION',
};

/** The schema of the raw tables and of all that fills them. */
export const RAW_SCHEMA = 'RAW';

/** The file format of the lake's objects. */
export const LAKE_FORMAT = 'LAKE_LINES';
/** The stage over the lake. */
export const LAKE_STAGE = 'LAKE';

/** Without the schema: in the database names are capitals. */
export const snowflakeTableName = ({ name }: RawTable): string => name.toUpperCase();
/** Without the schema, as well. */
export const snowflakePipeName = (table: RawTable): string => `${snowflakeTableName(table)}_PIPE`;

/** What is read of an object: each line as it is, nothing mended. */
export const lakeLinesFormat = {
  type: 'JSON',
  compression: 'GZIP',
  stripOuterArray: false,
  replaceInvalidCharacters: false,
} as const;

const tableName = (table: RawTable): string => `${RAW_SCHEMA}.${snowflakeTableName(table)}`;
const sqlFlag = (flag: boolean): string => (flag ? 'TRUE' : 'FALSE');

const definition = ({ name, type, description }: Column): string =>
  `${name.toUpperCase()} ${snowflakeColumnType(type)} COMMENT ${sqlString(description)}`;

/** Makes the table where it is not there; without a final semicolon. */
export const snowflakeTable = (table: RawTable): string =>
  `CREATE TABLE IF NOT EXISTS ${tableName(table)} (\n${sqlList(table.columns.map(definition))}\n)\nCOMMENT = ${sqlString(table.description)}`;

/** Adds the column where the table lacks it; without a final semicolon. */
export const snowflakeColumn = (table: RawTable, column: Column): string =>
  `ALTER TABLE ${tableName(table)} ADD COLUMN IF NOT EXISTS ${definition(column)}`;

/**
 * Makes the table, or adds the columns an older one lacks. Statements without a final semicolon, in order.
 * No column is NOT NULL: lines written before a field was added must still load.
 */
export const snowflakeDdl = (table: RawTable): ReadonlyArray<string> => [
  snowflakeTable(table),
  ...table.columns.map((column) => snowflakeColumn(table, column)),
];

/** Of a session that copies or makes pipes: an account's own zone makes `_LOADED_AT` hours old, and builds miss it. */
export const snowflakeSession = `ALTER SESSION SET TIMEZONE = 'UTC'`;

/** What all raw tables share: the schema, the file format and the stage over the lake. */
export const snowflakeLakeDdl = (place: LakePlace): ReadonlyArray<string> => [
  `CREATE SCHEMA IF NOT EXISTS ${RAW_SCHEMA}`,
  `CREATE FILE FORMAT IF NOT EXISTS ${RAW_SCHEMA}.${LAKE_FORMAT}
  TYPE = ${lakeLinesFormat.type}
  COMPRESSION = ${lakeLinesFormat.compression}
  STRIP_OUTER_ARRAY = ${sqlFlag(lakeLinesFormat.stripOuterArray)}
  REPLACE_INVALID_CHARACTERS = ${sqlFlag(lakeLinesFormat.replaceInvalidCharacters)}`,
  `CREATE STAGE IF NOT EXISTS ${RAW_SCHEMA}.${LAKE_STAGE}
  URL = ${sqlString(place.url)}
  STORAGE_INTEGRATION = ${place.storageIntegration}
  FILE_FORMAT = (FORMAT_NAME = '${RAW_SCHEMA}.${LAKE_FORMAT}')`,
];

/**
 * Fills the table from its part of the lake. It names no column of the stream: keys meet columns by name.
 * `_LOADED_AT` is the start of the scan in the zone of the session or the pipe's owner: that zone must be UTC.
 * Who runs it in no database names one.
 */
export const snowflakeCopy = (table: RawTable, database?: string): string => {
  const schema = database === undefined ? RAW_SCHEMA : `${database}.${RAW_SCHEMA}`;
  return `\
COPY INTO ${schema}.${snowflakeTableName(table)}
FROM @${schema}.${LAKE_STAGE}/${table.prefix}
FILE_FORMAT = (FORMAT_NAME = '${schema}.${LAKE_FORMAT}')
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
INCLUDE_METADATA = (
  _FILE = METADATA$FILENAME,
  _FILE_ROW = METADATA$FILE_ROW_NUMBER,
  _LOADED_AT = METADATA$START_SCAN_TIME
)
ON_ERROR = SKIP_FILE`;
};

/** The pipe that runs the copy for each object that arrives. Never replaced: its memory of loaded objects would go. */
export const snowflakePipe = (table: RawTable): string =>
  `CREATE PIPE IF NOT EXISTS ${RAW_SCHEMA}.${snowflakePipeName(table)}\nAUTO_INGEST = TRUE\nAS\n${snowflakeCopy(table)}`;

/**
 * The copy as a comment, to be run by hand for objects that the pipe does not take any more: it looks back 7 days when
 * refreshed. The two do not know what the other loaded; lines that both load have one `event_id` and count once.
 */
export const snowflakeCopyByHand = (table: RawTable): string =>
  [
    `By hand, for objects older than the 7 days that the pipe looks back; one day alone: ${table.prefix}dt=YYYY-MM-DD/`,
    'Objects that lie there for more than 64 days load with LOAD_UNCERTAIN_FILES = TRUE only.',
    `${snowflakeSession};`,
    ...`${snowflakeCopy(table)};`.split('\n'),
  ]
    .map((line) => `-- ${line}`)
    .join('\n');
