import { hasHighBit, otherThanHex } from './words.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const U = 0x75;
/** A byte from here on belongs to a character of several. */
const BEYOND_ASCII = 0x80;

const isHexDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | SPACE) >= 0x61 && (byte | SPACE) <= 0x66);
const follows = (byte: number): boolean => byte >= 0x80 && byte <= 0xbf;
const isBetween = (byte: number, least: number, most: number): boolean =>
  byte >= least && byte <= most;

/** Where the character of several bytes at `at` ends (Unicode 15, table 3-7); -1: it is no UTF-8. */
const endOfCharacter = (view: DataView, at: number): number => {
  const first = view.getUint8(at);
  const second = view.getUint8(at + 1);
  if (first >= 0xc2 && first <= 0xdf) return follows(second) ? at + 2 : -1;
  if (first >= 0xe0 && first <= 0xef) {
    const least = first === 0xe0 ? 0xa0 : 0x80;
    const most = first === 0xed ? 0x9f : 0xbf;
    return isBetween(second, least, most) && follows(view.getUint8(at + 2)) ? at + 3 : -1;
  }
  if (first < 0xf0 || first > 0xf4) return -1;
  const least = first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xf4 ? 0x8f : 0xbf;
  return isBetween(second, least, most) &&
    follows(view.getUint8(at + 2)) &&
    follows(view.getUint8(at + 3))
    ? at + 4
    : -1;
};

/** Where the escape at `at` ends; -1: it is none, or half a surrogate pair, which is left to the plain way. */
const endOfEscape = (view: DataView, at: number): number => {
  const kind = view.getUint8(at + 1);
  if (kind !== U) return '"\\/bfnrt'.includes(String.fromCharCode(kind)) ? at + 2 : -1;
  for (let digit = at + 2; digit < at + 6; digit += 1)
    if (!isHexDigit(view.getUint8(digit))) return -1;
  const isSurrogate = (view.getUint8(at + 2) | SPACE) === 0x64 && view.getUint8(at + 3) >= 0x38;
  return isSurrogate ? -1 : at + 6;
};

/** From inside a string to behind its closing quote, whatever stands in it. */
const restOfText = (view: DataView, from: number): number => {
  let at = from;
  for (;;) {
    const byte = view.getUint8(at);
    if (byte === QUOTE) return at + 1;
    if (byte < SPACE) return -1;
    if (byte === BACKSLASH) at = endOfEscape(view, at);
    else at = byte < BEYOND_ASCII ? at + 1 : endOfCharacter(view, at);
    if (at < 0) return -1;
  }
};

/** Where the string at `at` ends; -1: there is none, or it is not valid, or not storable. */
export const textEnd = (view: DataView, at: number): number => {
  if (view.getUint8(at) !== QUOTE) return -1;
  let next = at + 1;
  for (;;) {
    const byte = view.getUint8(next);
    if (byte === QUOTE) return next + 1;
    if (byte < SPACE || byte === BACKSLASH || byte >= BEYOND_ASCII) return restOfText(view, next);
    next += 1;
  }
};

/** As `textEnd`, of a string of plain ASCII; -1 for one with escapes too: a key may be another's, written otherwise. */
export const plainEnd = (view: DataView, at: number): number => {
  if (view.getUint8(at) !== QUOTE) return -1;
  let next = at + 1;
  for (;;) {
    const byte = view.getUint8(next);
    if (byte === QUOTE) return next + 1;
    if (byte < SPACE || byte === BACKSLASH || byte >= BEYOND_ASCII) return -1;
    next += 1;
  }
};

/** As `plainEnd`, of a key with its colon. */
export const keyEnd = (view: DataView, at: number): number => {
  const end = plainEnd(view, at);
  return end >= 0 && view.getUint8(end) === 0x3a ? end + 1 : -1;
};

/** Where a string of exactly so many lowercase hex digits ends, a multiple of four; -1: there is none. */
export const hexEnd = (view: DataView, at: number, digits: number): number => {
  const end = at + 1 + digits;
  if (view.getUint8(at) !== QUOTE || view.getUint8(end) !== QUOTE) return -1;
  let other = 0;
  for (let next = at + 1; next < end; next += 4) other |= otherThanHex(view.getInt32(next, true));
  return hasHighBit(other) ? -1 : end + 1;
};
