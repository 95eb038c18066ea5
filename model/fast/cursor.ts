import { anyObjectEnd, flagEnd, nullEnd } from './any.ts';
import { EXACT_DIGITS, decimalEnd, quartersEnd } from './number.ts';
import { hexEnd, textEnd } from './text.ts';
import { asciiAt, textAt } from './walked.ts';
import { bytesBefore, digitsOf, numberOf, otherThanDigits } from './words.ts';

/** Where reading is; -1 once something was met that the plain way must read. */
export interface Cursor {
  at: number;
}

const MINUS = 0x2d;
const ZERO = 0x30;
const BACKSLASH = 0x5c;
const WORD_BYTES = 4;
/** Exact powers of ten: a whole number of up to 15 digits over one of these is rounded once, as JSON.parse does. */
const TENS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => Number(`1e${power}`));
const tenTo = (power: number): number => TENS[power] ?? 1;

/** Puts the digits that begin at the cursor behind those of `before`; the cursor stands behind them. */
const readDigits = (view: DataView, cursor: Cursor, before: number): number => {
  let value = before;
  for (;;) {
    const digits = digitsOf(view.getInt32(cursor.at, true));
    const other = otherThanDigits(digits);
    if (other !== 0) {
      const count = bytesBefore(other);
      if (count === 0) return value;
      cursor.at += count;
      return value * tenTo(count) + numberOf(digits << (8 * (WORD_BYTES - count)));
    }
    value = value * 10_000 + numberOf(digits);
    cursor.at += WORD_BYTES;
  }
};

/** A whole number of at most so many digits, fifteen at the most. */
export const readWhole = (view: DataView, cursor: Cursor, mostDigits: number): number => {
  const start = cursor.at;
  const value = readDigits(view, cursor, 0);
  const digits = cursor.at - start;
  if (digits === 0 || digits > mostDigits || (digits > 1 && view.getUint8(start) === ZERO))
    cursor.at = -1;
  return value;
};

export const readInteger = (view: DataView, cursor: Cursor, mostDigits: number): number => {
  if (view.getUint8(cursor.at) !== MINUS) return readWhole(view, cursor, mostDigits);
  cursor.at += 1;
  const value = readWhole(view, cursor, mostDigits);
  if (value === 0) cursor.at = -1; // -0 is left to the plain way
  return -value;
};

/** The number that was found to be the bytes [start, end). */
const decimalOf = (view: DataView, cursor: Cursor, end: number): number => {
  const start = cursor.at;
  if (end - start > EXACT_DIGITS) {
    cursor.at = end;
    return Number(asciiAt(start, end));
  }
  const whole = readDigits(view, cursor, 0);
  if (cursor.at === end) return whole;
  cursor.at += 1;
  const decimals = end - cursor.at;
  return readDigits(view, cursor, whole) / tenTo(decimals);
};

const given = (view: DataView, cursor: Cursor, end: number): number => {
  if (end >= 0) return decimalOf(view, cursor, end);
  cursor.at = -1;
  return 0;
};

export const readDecimal = (view: DataView, cursor: Cursor): number =>
  given(view, cursor, decimalEnd(view, cursor.at));

export const readSigned = (view: DataView, cursor: Cursor): number => {
  if (view.getUint8(cursor.at) !== MINUS) return readDecimal(view, cursor);
  cursor.at += 1;
  return -readDecimal(view, cursor);
};

export const readQuarters = (view: DataView, cursor: Cursor): number =>
  given(view, cursor, quartersEnd(view, cursor.at));

/** A string with a text of its own: a slice of the frame's would keep the whole frame alive. */
export const readText = (view: DataView, cursor: Cursor): string => {
  const start = cursor.at;
  const end = textEnd(view, start);
  cursor.at = end;
  if (end < 0) return '';
  for (let at = start; at < end; at += 1)
    if (view.getUint8(at) === BACKSLASH) return String(JSON.parse(textAt(start, end)));
  return textAt(start + 1, end - 1);
};

/** As `readText`, of so many hex digits. */
export const readHex = (view: DataView, cursor: Cursor, digits: number): string => {
  const start = cursor.at + 1;
  cursor.at = hexEnd(view, cursor.at, digits);
  return cursor.at < 0 ? '' : asciiAt(start, start + digits);
};

/** A key of capital letters; the same few come again and again, and a key is quicker where it is the same string. */
const capitals = new Map<number, string>();
const MOST_CAPITALS = 1000;

/** @param at behind the quote; at most three letters */
export const capitalKey = (view: DataView, at: number, letters: number): string => {
  let code = 0;
  for (let index = 0; index < letters; index += 1) code = code * 256 + view.getUint8(at + index);
  const known = capitals.get(code);
  if (known !== undefined) return known;
  const key = asciiAt(at, at + letters);
  if (capitals.size < MOST_CAPITALS) capitals.set(code, key);
  return key;
};

export const readFlag = (view: DataView, cursor: Cursor): boolean => {
  const isTrue = view.getUint8(cursor.at) === 0x74;
  cursor.at = flagEnd(view, cursor.at);
  return isTrue;
};

export const readNull = (view: DataView, cursor: Cursor): null => {
  cursor.at = nullEnd(view, cursor.at);
  return null;
};

export const readAnyObject = (view: DataView, cursor: Cursor): unknown => {
  const start = cursor.at;
  cursor.at = anyObjectEnd(view, start);
  return cursor.at < 0 ? null : JSON.parse(textAt(start, cursor.at));
};
