const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const U = 0x75;
/** A byte from here on belongs to a character of several. */
const BEYOND_ASCII = 0x80;

const isLowerHexDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
const isHexDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | SPACE) >= 0x61 && (byte | SPACE) <= 0x66);
const follows = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x80 && byte <= 0xbf;
const isBetween = (byte: number | undefined, least: number, most: number): boolean =>
  byte !== undefined && byte >= least && byte <= most;

/** Where the character of several bytes at `at` ends (Unicode 15, table 3-7); -1: it is no UTF-8. */
const endOfCharacter = (bytes: Uint8Array, at: number): number => {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1];
  if (first >= 0xc2 && first <= 0xdf) return follows(second) ? at + 2 : -1;
  if (first >= 0xe0 && first <= 0xef) {
    const least = first === 0xe0 ? 0xa0 : 0x80;
    const most = first === 0xed ? 0x9f : 0xbf;
    return isBetween(second, least, most) && follows(bytes[at + 2]) ? at + 3 : -1;
  }
  if (first < 0xf0 || first > 0xf4) return -1;
  const least = first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xf4 ? 0x8f : 0xbf;
  return isBetween(second, least, most) && follows(bytes[at + 2]) && follows(bytes[at + 3])
    ? at + 4
    : -1;
};

/** Where the escape at `at` ends; -1: it is none, or half a surrogate pair, which is left to the plain way. */
const endOfEscape = (bytes: Uint8Array, at: number): number => {
  const kind = bytes[at + 1] ?? 0;
  if (kind !== U) return '"\\/bfnrt'.includes(String.fromCharCode(kind)) ? at + 2 : -1;
  for (let digit = at + 2; digit < at + 6; digit += 1)
    if (!isHexDigit(bytes[digit] ?? 0)) return -1;
  const isSurrogate = ((bytes[at + 2] ?? 0) | SPACE) === 0x64 && (bytes[at + 3] ?? 0) >= 0x38;
  return isSurrogate ? -1 : at + 6;
};

/** From inside a string to behind its closing quote, whatever stands in it. */
const restOfText = (bytes: Uint8Array, from: number): number => {
  let at = from;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte < SPACE) return -1;
    if (byte === BACKSLASH) at = endOfEscape(bytes, at);
    else at = byte < BEYOND_ASCII ? at + 1 : endOfCharacter(bytes, at);
    if (at < 0) return -1;
  }
};

/** Where the string at `at` ends; -1: there is none, or it is not valid, or not storable. */
export const textEnd = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] !== QUOTE) return -1;
  let next = at + 1;
  for (;;) {
    const byte = bytes[next] ?? 0;
    if (byte === QUOTE) return next + 1;
    if (byte < SPACE || byte === BACKSLASH || byte >= BEYOND_ASCII) return restOfText(bytes, next);
    next += 1;
  }
};

/** As `textEnd`, of a string of plain ASCII; -1 for one with escapes too: a key may be another's, written otherwise. */
export const plainEnd = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] !== QUOTE) return -1;
  let next = at + 1;
  for (;;) {
    const byte = bytes[next] ?? 0;
    if (byte === QUOTE) return next + 1;
    if (byte < SPACE || byte === BACKSLASH || byte >= BEYOND_ASCII) return -1;
    next += 1;
  }
};

/** As `plainEnd`, of a key with its colon. */
export const keyEnd = (bytes: Uint8Array, at: number): number => {
  const end = plainEnd(bytes, at);
  return end >= 0 && bytes[end] === 0x3a ? end + 1 : -1;
};

/** 1 for the lowercase hex digits. */
const HEX = Uint8Array.from({ length: 256 }, (_, byte) => (isLowerHexDigit(byte) ? 1 : 0));

const isHexAt = (bytes: Uint8Array, at: number): number => HEX[bytes[at] ?? 0] ?? 0;

/** Where a string of exactly so many lowercase hex digits ends, a multiple of eight; -1: there is none. */
export const hexEnd = (bytes: Uint8Array, at: number, digits: number): number => {
  const end = at + 1 + digits;
  if (bytes[at] !== QUOTE || bytes[end] !== QUOTE) return -1;
  let all = 1;
  for (let next = at + 1; next < end; next += 8)
    all &=
      isHexAt(bytes, next) &
      isHexAt(bytes, next + 1) &
      isHexAt(bytes, next + 2) &
      isHexAt(bytes, next + 3) &
      isHexAt(bytes, next + 4) &
      isHexAt(bytes, next + 5) &
      isHexAt(bytes, next + 6) &
      isHexAt(bytes, next + 7);
  return all === 1 ? end + 1 : -1;
};
