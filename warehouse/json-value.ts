import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { instant } from './instant.ts';

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | ReadonlyArray<JsonValue>
  | { readonly [key: string]: JsonValue };

/**
 * A value of DuckDB as JSON, exact always: whole numbers as numbers up to 2^53 and as text beyond, DECIMAL as text
 * (cast it to DOUBLE in the query to draw it), times as ISO text in UTC, dates as `2026-11-21`, lists and structs as
 * arrays and objects. What JSON has no number for (NaN, infinity) is text too, so that a codec of numbers refuses it.
 */
export const jsonValue = (value: DuckDBValue): JsonValue => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return value.isFinite ? instant(value.micros) : String(value);
  if (value instanceof DuckDBTimestampSecondsValue) return instant(value.seconds * 1_000_000n);
  if (value instanceof DuckDBTimestampMillisecondsValue) return instant(value.millis * 1000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return instant(value.nanos / 1000n);
  if (value instanceof DuckDBDateValue) return String(value);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue)
    return value.items.map(jsonValue);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(
      Object.entries(value.entries).map(([key, entry]) => [key, jsonValue(entry)]),
    );
  return String(value);
};
