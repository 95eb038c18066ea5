import { sliceText } from '../frame/scan.ts';
import { anyObjectEnd, flagEnd, nullEnd } from './any.ts';
import { EXACT_DIGITS, decimalEnd, digitAt, quartersEnd } from './number.ts';
import { hexEnd, textEnd } from './text.ts';

/** Where reading is; -1 once something was met that the plain way must read. */
export interface Cursor {
  at: number;
}

const MINUS = 0x2d;
const ZERO = 0x30;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
/** Exact powers of ten: a whole number of up to 15 digits over one of these is rounded once, as JSON.parse does. */
const TENS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => Number(`1e${power}`));

/** A whole number of at most so many digits, fifteen at the most. */
export const readWhole = (bytes: Uint8Array, cursor: Cursor, mostDigits: number): number => {
  const start = cursor.at;
  let at = start;
  let value = 0;
  for (;;) {
    const digit = digitAt(bytes, at);
    if (digit > 9) break;
    value = value * 10 + digit;
    at += 1;
  }
  const hasZeroInFront = bytes[start] === ZERO && at > start + 1;
  cursor.at = at === start || at - start > mostDigits || hasZeroInFront ? -1 : at;
  return value;
};

export const readInteger = (bytes: Uint8Array, cursor: Cursor, mostDigits: number): number => {
  if (bytes[cursor.at] !== MINUS) return readWhole(bytes, cursor, mostDigits);
  cursor.at += 1;
  const value = readWhole(bytes, cursor, mostDigits);
  if (value === 0) cursor.at = -1; // -0 is left to the plain way
  return -value;
};

/** The number that `decimalEnd` found to be the bytes [start, end). */
const decimalOf = (bytes: Uint8Array, start: number, end: number): number => {
  if (end - start > EXACT_DIGITS) return Number(sliceText(bytes, start, end));
  let value = 0;
  let at = start;
  for (; at < end && bytes[at] !== DOT; at += 1) value = value * 10 + digitAt(bytes, at);
  if (at === end) return value;
  const decimals = end - at - 1;
  for (at += 1; at < end; at += 1) value = value * 10 + digitAt(bytes, at);
  return value / (TENS[decimals] ?? 1);
};

const given = (bytes: Uint8Array, cursor: Cursor, end: number): number => {
  const start = cursor.at;
  cursor.at = end;
  return end < 0 ? 0 : decimalOf(bytes, start, end);
};

export const readDecimal = (bytes: Uint8Array, cursor: Cursor): number =>
  given(bytes, cursor, decimalEnd(bytes, cursor.at));

export const readSigned = (bytes: Uint8Array, cursor: Cursor): number => {
  if (bytes[cursor.at] !== MINUS) return readDecimal(bytes, cursor);
  cursor.at += 1;
  return -readDecimal(bytes, cursor);
};

export const readQuarters = (bytes: Uint8Array, cursor: Cursor): number =>
  given(bytes, cursor, quartersEnd(bytes, cursor.at));

/** A string with a text of its own: a slice of the frame's would keep the whole frame alive. */
export const readText = (bytes: Uint8Array, cursor: Cursor): string => {
  const start = cursor.at;
  const end = textEnd(bytes, start);
  cursor.at = end;
  if (end < 0) return '';
  for (let at = start; at < end; at += 1)
    if (bytes[at] === BACKSLASH) return String(JSON.parse(sliceText(bytes, start, end)));
  return sliceText(bytes, start + 1, end - 1);
};

/** As `readText`, of so many hex digits. */
export const readHex = (bytes: Uint8Array, cursor: Cursor, digits: number): string => {
  const start = cursor.at + 1;
  cursor.at = hexEnd(bytes, cursor.at, digits);
  if (cursor.at < 0) return '';
  return digits === 64 ? sixtyFour(bytes, start) : sliceText(bytes, start, start + digits);
};

/** All in one call, which makes the string at once: most of what a frame holds are such. */
const sixtyFour = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(
    bytes[at + 0] ?? 0,
    bytes[at + 1] ?? 0,
    bytes[at + 2] ?? 0,
    bytes[at + 3] ?? 0,
    bytes[at + 4] ?? 0,
    bytes[at + 5] ?? 0,
    bytes[at + 6] ?? 0,
    bytes[at + 7] ?? 0,
    bytes[at + 8] ?? 0,
    bytes[at + 9] ?? 0,
    bytes[at + 10] ?? 0,
    bytes[at + 11] ?? 0,
    bytes[at + 12] ?? 0,
    bytes[at + 13] ?? 0,
    bytes[at + 14] ?? 0,
    bytes[at + 15] ?? 0,
    bytes[at + 16] ?? 0,
    bytes[at + 17] ?? 0,
    bytes[at + 18] ?? 0,
    bytes[at + 19] ?? 0,
    bytes[at + 20] ?? 0,
    bytes[at + 21] ?? 0,
    bytes[at + 22] ?? 0,
    bytes[at + 23] ?? 0,
    bytes[at + 24] ?? 0,
    bytes[at + 25] ?? 0,
    bytes[at + 26] ?? 0,
    bytes[at + 27] ?? 0,
    bytes[at + 28] ?? 0,
    bytes[at + 29] ?? 0,
    bytes[at + 30] ?? 0,
    bytes[at + 31] ?? 0,
    bytes[at + 32] ?? 0,
    bytes[at + 33] ?? 0,
    bytes[at + 34] ?? 0,
    bytes[at + 35] ?? 0,
    bytes[at + 36] ?? 0,
    bytes[at + 37] ?? 0,
    bytes[at + 38] ?? 0,
    bytes[at + 39] ?? 0,
    bytes[at + 40] ?? 0,
    bytes[at + 41] ?? 0,
    bytes[at + 42] ?? 0,
    bytes[at + 43] ?? 0,
    bytes[at + 44] ?? 0,
    bytes[at + 45] ?? 0,
    bytes[at + 46] ?? 0,
    bytes[at + 47] ?? 0,
    bytes[at + 48] ?? 0,
    bytes[at + 49] ?? 0,
    bytes[at + 50] ?? 0,
    bytes[at + 51] ?? 0,
    bytes[at + 52] ?? 0,
    bytes[at + 53] ?? 0,
    bytes[at + 54] ?? 0,
    bytes[at + 55] ?? 0,
    bytes[at + 56] ?? 0,
    bytes[at + 57] ?? 0,
    bytes[at + 58] ?? 0,
    bytes[at + 59] ?? 0,
    bytes[at + 60] ?? 0,
    bytes[at + 61] ?? 0,
    bytes[at + 62] ?? 0,
    bytes[at + 63] ?? 0,
  );

/** A key of capital letters; the same few come again and again, and a key is quicker where it is the same string. */
const capitals = new Map<number, string>();
const MOST_CAPITALS = 1000;

/** @param at behind the quote; at most three letters */
export const capitalKey = (bytes: Uint8Array, at: number, letters: number): string => {
  let code = 0;
  for (let index = 0; index < letters; index += 1) code = code * 256 + (bytes[at + index] ?? 0);
  const known = capitals.get(code);
  if (known !== undefined) return known;
  const key = sliceText(bytes, at, at + letters);
  if (capitals.size < MOST_CAPITALS) capitals.set(code, key);
  return key;
};

export const readFlag = (bytes: Uint8Array, cursor: Cursor): boolean => {
  const isTrue = bytes[cursor.at] === 0x74;
  cursor.at = flagEnd(bytes, cursor.at);
  return isTrue;
};

export const readNull = (bytes: Uint8Array, cursor: Cursor): null => {
  cursor.at = nullEnd(bytes, cursor.at);
  return null;
};

export const readAnyObject = (bytes: Uint8Array, cursor: Cursor): unknown => {
  const start = cursor.at;
  cursor.at = anyObjectEnd(bytes, start);
  return cursor.at < 0 ? null : JSON.parse(sliceText(bytes, start, cursor.at));
};
