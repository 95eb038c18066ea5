import { instant } from '../instant.ts';
import type { JsonValue } from '../json-value.ts';

/** A column as the SQL API describes it; it writes types in small letters or in capitals. */
export interface ColumnType {
  readonly name: string;
  readonly type: string;
  readonly scale: number | null;
}

/** `1795239387.123456000` seconds since 1970, to the microsecond. */
const ofSeconds = (text: string): string => {
  const [, sign = '', seconds = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (seconds === '') return text;
  const micros = BigInt(seconds) * 1_000_000n + BigInt(decimals.padEnd(6, '0').slice(0, 6));
  return instant(sign === '-' ? -micros : micros);
};

/** The moment before the zone: seconds, or nanoseconds without a point. */
const ofZoned = (text: string): string => {
  const [moment = ''] = text.split(' ');
  return moment.includes('.') ? ofSeconds(moment) : instant(BigInt(moment) / 1000n);
};

const DAY_MS = 86_400_000;

const number = (text: string): JsonValue => {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
};

/** A cell, which is text or null, as DuckDB's reader gives the same value. */
export const valueOf = ({ type, scale }: ColumnType, cell: string | null): JsonValue => {
  if (cell === null) return null;
  switch (type.toLowerCase()) {
    case 'fixed':
      return (scale ?? 0) === 0 && Number.isSafeInteger(Number(cell)) ? Number(cell) : cell;
    case 'real':
      return number(cell);
    case 'boolean':
      return cell.toLowerCase() === 'true' || cell === '1';
    case 'date':
      return new Date(Number(cell) * DAY_MS).toISOString().slice(0, 10);
    case 'timestamp_ntz':
    case 'timestamp_ltz':
      return ofSeconds(cell);
    case 'timestamp_tz':
      return ofZoned(cell);
    case 'variant':
    case 'object':
    case 'array':
      return JSON.parse(cell) as JsonValue;
    default:
      return cell;
  }
};
