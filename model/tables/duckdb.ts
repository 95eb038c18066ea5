import { catalogue, eventTypes } from '../catalogue.ts';
import { streams } from '../streams.ts';
import type { Column, ColumnType } from './column.ts';
import type { RawTable } from './raw-table.ts';
import { sqlList, sqlString } from './sql-text.ts';

/** The DuckDB type of a column. Timestamps are UTC without a zone. */
export const duckdbColumnType = (type: ColumnType): string => {
  switch (type) {
    case 'text':
      return 'VARCHAR';
    case 'integer':
      return 'BIGINT';
    case 'boolean':
      return 'BOOLEAN';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'json':
      return 'VARCHAR'; // the text as received: DuckDB's JSON type prints 12345678901234567890.10 as another number
  }
};

const definition = (column: Column): string => `${column.name} ${duckdbColumnType(column.type)}`;

const comment = (table: RawTable, { name, description }: Column): string =>
  `COMMENT ON COLUMN raw.${table.name}.${name} IS ${sqlString(description)}`;

/** Makes the table where it is not there, and describes it; statements without a final semicolon. */
export const duckdbTable = (table: RawTable): ReadonlyArray<string> => [
  `CREATE TABLE IF NOT EXISTS raw.${table.name} (\n${sqlList(table.columns.map(definition))}\n)`,
  `COMMENT ON TABLE raw.${table.name} IS ${sqlString(table.description)}`,
  ...table.columns.map((column) => comment(table, column)),
];

const addColumn = (table: RawTable, column: Column): string =>
  `ALTER TABLE raw.${table.name} ADD COLUMN IF NOT EXISTS ${definition(column)}`;

/** Adds the column where the table lacks it, and describes it; statements without a final semicolon. */
export const duckdbColumn = (table: RawTable, column: Column): ReadonlyArray<string> => [
  addColumn(table, column),
  comment(table, column),
];

/**
 * Makes the table, or adds the columns an older one lacks; rows that are there keep theirs, with null in the new ones.
 * No column is NOT NULL: lines written before a field was added must still load.
 * Statements without a final semicolon, in the order to run them. The schema `raw` must exist.
 */
export const duckdbDdl = (table: RawTable): ReadonlyArray<string> => {
  const [create = '', ...comments] = duckdbTable(table);
  return [create, ...table.columns.map((column) => addColumn(table, column)), ...comments];
};

/**
 * Where the load statement finds the lines: one row per line of a lake object, its text byte for byte.
 * `_file` is the lake key, `_file_row` the line's number in the object, from 1.
 */
export const duckdbLakeLines =
  'CREATE TEMP TABLE IF NOT EXISTS lake_lines (_file VARCHAR, _file_row BIGINT, line VARCHAR)';

/** Keys without which a line has no identity and no place in its epoch. They are of the envelope, so of every table. */
const identity = ['event_id', 'event_type', 'epoch_id', 'ordinal', 'observed_at'];

/** What a line says of where it belongs; its times are read with these, after them. */
const belonging = ['network', 'origin', 'event_type', 'schema_version'];

const knownVersions = (): string =>
  eventTypes.map((type) => `${sqlString(type)}: ${catalogue[type].schemaVersion}`).join(', ');

/** Events whose lines do not lie below the table's prefix, each with the one below which they do. */
const elsewhere = (table: RawTable): string =>
  eventTypes
    .map((type) => ({ type, prefix: streams[catalogue[type].stream].prefix }))
    .filter(({ prefix }) => prefix !== table.prefix)
    .map(({ type, prefix }) => `${sqlString(type)}: ${sqlString(prefix)}`)
    .join(', ');

/**
 * Fills the table from `lake_lines`: several statements, each ended by a semicolon.
 *
 * It names no column of the stream: which keys to take, and of which type, is read from the table itself when the
 * statement runs. A key the line lacks is null, a key the table lacks is left out. `payload` is cut out of the line's
 * text, since it is the last key, and `,"payload":` cannot come earlier: quotes inside a value are escaped.
 * A line that is not JSON, or a value that is not of its column's type, fails the whole statement; nothing is rounded,
 * cast from text or made null. A line without its identity fails it too, and so does one of an event in a version newer
 * than the catalogue's or of another stream: the tables of its own would never see it. An event type that the catalogue
 * lacks loads.
 *
 * Where the variables `lake_network` and `lake_origin_class` are set, a line of another network or class fails it; what
 * is filled in later or replayed is of its lake's class.
 */
export const duckdbLoad = (table: RawTable): string => `\
SET VARIABLE head_columns = (
  SELECT list({
    'name': column_name,
    'path': '$."' || column_name || '"',
    'data_type': data_type,
    'json_types': CASE data_type
      WHEN 'BIGINT' THEN ['BIGINT', 'UBIGINT', 'NULL']
      WHEN 'BOOLEAN' THEN ['BOOLEAN', 'NULL']
      ELSE ['VARCHAR', 'NULL']
    END
  } ORDER BY column_index)
  FROM duckdb_columns()
  WHERE database_name = current_database() AND schema_name = 'raw' AND table_name = ${sqlString(table.name)}
    AND column_name <> 'payload' AND NOT starts_with(column_name, '_')
);
SET VARIABLE head_shape = (SELECT json_group_object(c.name, 'VARCHAR') FROM unnest(getvariable('head_columns')) AS t(c));
SET VARIABLE head_paths = list_transform(getvariable('head_columns'), lambda c: c.path);
SET VARIABLE head_texts = [${belonging.map((key) => sqlString(`$.${key}`)).join(', ')}] || list_transform(
  list_filter(getvariable('head_columns'), lambda c: c.data_type = 'TIMESTAMP'), lambda c: c.path
);
SET VARIABLE known_versions = MAP {${knownVersions()}};
SET VARIABLE elsewhere = MAP {${elsewhere(table)}};
INSERT INTO raw.${table.name} BY NAME
SELECT
  unnest(from_json(head, getvariable('head_shape'))),
  payload,
  _file,
  _file_row,
  make_timestamp(epoch_us(now())) AS _loaded_at
FROM (
  SELECT
    *,
    CASE WHEN cut > 0 THEN left(line, cut - 1) || '}' ELSE '{}' END AS head,
    substr(line, cut + 11, length(line) - cut - 11) AS payload,
    list_filter(
      list_zip(json_type(head, getvariable('head_paths')), getvariable('head_columns')),
      lambda found: NOT list_contains(found[2].json_types, found[1])
    ) AS wrong_types,
    list_filter(
      list_zip(json_type(head, [${identity.map((key) => sqlString(`$.${key}`)).join(', ')}]), [${identity.map(sqlString).join(', ')}]),
      lambda found: coalesce(found[1], 'NULL') = 'NULL'
    ) AS missing,
    json_extract_string(head, getvariable('head_texts')) AS belongs,
    list_filter(belongs[${belonging.length + 1}:], lambda found: NOT ends_with(found, 'Z')) AS wrong_times
  FROM (
    SELECT *, CASE WHEN json_valid(line) AND ends_with(line, '}') THEN strpos(line, ',"payload":') ELSE 0 END AS cut
    FROM lake_lines
  )
)
WHERE CASE
  WHEN cut = 0
    THEN error(format('line {}: not a JSON object that ends in payload', _file_row))
  WHEN len(missing) > 0
    THEN error(format('line {}: {} is missing', _file_row, missing[1][2]))
  WHEN belongs[1] <> getvariable('lake_network')
    THEN error(format('line {}: it is {}, this lake is {}', _file_row, belongs[1], getvariable('lake_network')))
  WHEN CASE belongs[2] WHEN 'live' THEN 'real' WHEN 'simulated' THEN 'simulated' WHEN 'recording' THEN 'recording' END
    <> getvariable('lake_origin_class')
    THEN error(format('line {}: its origin is {}, this lake is {}', _file_row, belongs[2], getvariable('lake_origin_class')))
  WHEN TRY_CAST(belongs[4] AS BIGINT) > getvariable('known_versions')[belongs[3]]
    THEN error(format(
      'line {}: {} is of schema version {}, this program knows {}: update it',
      _file_row, belongs[3], belongs[4], getvariable('known_versions')[belongs[3]]
    ))
  WHEN getvariable('elsewhere')[belongs[3]] IS NOT NULL
    THEN error(format(
      'line {}: {} belongs below {}', _file_row, belongs[3], getvariable('elsewhere')[belongs[3]]
    ))
  WHEN len(wrong_types) > 0
    THEN error(format('line {}: {} is of the JSON type {}', _file_row, wrong_types[1][2].name, wrong_types[1][1]))
  WHEN len(wrong_times) > 0
    THEN error(format('line {}: the time {} is not in UTC', _file_row, wrong_times[1]))
  ELSE true
END;
`;
