import { anyObjectEnd, flagEnd, nullEnd } from './any.ts';
import { EXACT_DIGITS, decimalEnd, quarterEnd } from './number.ts';
import { hexEnd, textEnd } from './text.ts';
import { asciiAt, textAt } from './walked.ts';
import { bytesBefore, digitsOf, numberOf, otherThanDigits } from './words.ts';

/** Where reading is; -1 once something was met that the plain way must read. */
export interface Cursor {
  at: number;
}

const MINUS = 0x2d;
const ZERO = 0x30;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
const WORD_BYTES = 4;
/** Exact powers of ten: a whole number of up to 15 digits over one of these is rounded once, as JSON.parse does. */
const TENS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => Number(`1e${power}`));
const tenTo = (power: number): number => TENS[power] ?? 1;

/** Puts the digits that begin at the cursor behind those of `before`; the cursor stands behind them. */
const readDigits = (view: DataView, cursor: Cursor, before: number): number => {
  let at = cursor.at;
  let value = before;
  let digits = digitsOf(view.getInt32(at, true));
  let other = otherThanDigits(digits);
  while (other === 0) {
    value = value * 10_000 + numberOf(digits);
    at += WORD_BYTES;
    digits = digitsOf(view.getInt32(at, true));
    other = otherThanDigits(digits);
  }
  const count = bytesBefore(other);
  cursor.at = at + count;
  return count === 0
    ? value
    : value * tenTo(count) + numberOf(digits << (8 * (WORD_BYTES - count)));
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

/** One of so many digits that JSON.parse knows best how it is rounded; or none. */
const longDecimal = (view: DataView, cursor: Cursor, start: number): number => {
  cursor.at = decimalEnd(view, start);
  return cursor.at < 0 ? 0 : Number(asciiAt(start, cursor.at));
};

/** A number without sign or exponent, read at once where its digits are exact. */
export const readDecimal = (view: DataView, cursor: Cursor): number => {
  const start = cursor.at;
  const whole = readWhole(view, cursor, EXACT_DIGITS);
  if (cursor.at < 0) return longDecimal(view, cursor, start);
  if (view.getUint8(cursor.at) !== DOT) return whole;
  cursor.at += 1;
  const fraction = cursor.at;
  const digits = readDigits(view, cursor, whole);
  const decimals = cursor.at - fraction;
  const isExact = decimals > 0 && cursor.at - start <= EXACT_DIGITS;
  return isExact ? digits / tenTo(decimals) : longDecimal(view, cursor, start);
};

export const readSigned = (view: DataView, cursor: Cursor): number => {
  if (view.getUint8(cursor.at) !== MINUS) return readDecimal(view, cursor);
  cursor.at += 1;
  return -readDecimal(view, cursor);
};

/** A whole number and a quarter, a half, three quarters or nothing. */
export const readQuarters = (view: DataView, cursor: Cursor): number => {
  const whole = readWhole(view, cursor, EXACT_DIGITS);
  if (cursor.at < 0 || view.getUint8(cursor.at) !== DOT) return whole;
  const tenths = view.getUint8(cursor.at + 1);
  cursor.at = quarterEnd(view, cursor.at);
  return whole + (tenths === 0x35 ? 0.5 : tenths === 0x32 ? 0.25 : 0.75);
};

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
