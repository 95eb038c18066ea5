/** Why a JSON value can't be kept in every warehouse, though it is valid JSON. */
export type Unstorable =
  | 'duplicate-key'
  | 'lone-surrogate'
  | 'number-not-finite'
  | 'number-too-long'
  | 'too-deep';

/** Where a value ends (exclusive), and the first reason not to store it. */
export interface Scanned {
  readonly end: number;
  readonly unstorable: Unstorable | null;
}

/** Deeper nesting is refused: warehouses stop at limits of their own, and no known message passes 10. */
const MAX_DEPTH = 100;
/** Snowflake keeps numbers of up to 38 digits exactly. */
const MAX_DIGITS = 38;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const DOT = 0x2e;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x30 && byte <= 0x39;

export const skipSpace = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
};

const text = new TextDecoder('utf-8', { ignoreBOM: true }); // a byte order mark is kept, as any character
/** The text of the bytes [start, end), which must be valid UTF-8; a byte order mark is kept. */
export const sliceText = (bytes: Uint8Array, start: number, end: number): string =>
  text.decode(bytes.subarray(start, end));

const hexAt = (bytes: Uint8Array, at: number): number => {
  const digits = sliceText(bytes, at, at + 4);
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
};

/** A string from its opening quote; end -1 where it is not JSON. */
const scanString = (bytes: Uint8Array, start: number): Scanned & { readonly escaped: boolean } => {
  let unstorable: Unstorable | null = null;
  let escaped = false;
  let at = start + 1;
  for (;;) {
    const byte = bytes[at];
    if (byte === undefined || byte < 0x20) return { end: -1, unstorable, escaped };
    if (byte === QUOTE) return { end: at + 1, unstorable, escaped };
    if (byte !== BACKSLASH) {
      at += 1;
      continue;
    }
    escaped = true;
    const escape = String.fromCharCode(bytes[at + 1] ?? 0);
    if (escape !== 'u') {
      if (!'"\\/bfnrt'.includes(escape)) return { end: -1, unstorable, escaped };
      at += 2;
      continue;
    }
    const unit = hexAt(bytes, at + 2);
    if (unit < 0) return { end: -1, unstorable, escaped };
    at += 6;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const low = bytes[at] === BACKSLASH && bytes[at + 1] === 0x75 ? hexAt(bytes, at + 2) : -1;
    if (unit < 0xdc00 && low >= 0xdc00 && low <= 0xdfff) at += 6;
    else unstorable ??= 'lone-surrogate';
  }
};

const skipDigits = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (isDigit(bytes[at])) at += 1;
  return at;
};

const scanNumber = (bytes: Uint8Array, start: number): Scanned => {
  const bad = { end: -1, unstorable: null };
  const first = bytes[start] === MINUS ? start + 1 : start;
  let at = skipDigits(bytes, first);
  if (at === first || (bytes[first] === 0x30 && at > first + 1)) return bad;
  let digits = at - first;
  if (bytes[at] === DOT) {
    const end = skipDigits(bytes, at + 1);
    if (end === at + 1) return bad;
    digits += end - at - 1;
    at = end;
  }
  const exponent = bytes[at] === 0x65 || bytes[at] === 0x45;
  if (exponent) {
    const sign = bytes[at + 1] === 0x2b || bytes[at + 1] === MINUS ? 1 : 0;
    const end = skipDigits(bytes, at + 1 + sign);
    if (end === at + 1 + sign) return bad;
    at = end;
  }
  if (digits > MAX_DIGITS) return { end: at, unstorable: 'number-too-long' };
  // Without an exponent 38 digits are finite; only an exponent can leave the range.
  const finite = !exponent || Number.isFinite(Number(sliceText(bytes, start, at)));
  return { end: at, unstorable: finite ? null : 'number-not-finite' };
};

const LITERALS: ReadonlyArray<string> = ['true', 'false', 'null'];
const scanLiteral = (bytes: Uint8Array, start: number): number => {
  const literal = LITERALS.find((word) => sliceText(bytes, start, start + word.length) === word);
  return literal === undefined ? -1 : start + literal.length;
};

const keyText = (bytes: Uint8Array, start: number, end: number, escaped: boolean): string =>
  escaped ? String(JSON.parse(sliceText(bytes, start, end))) : sliceText(bytes, start + 1, end - 1);

/**
 * Walks one JSON value (RFC 8259) that begins at `start`, without building it. The bytes must be valid UTF-8.
 * Null where the text is not JSON. Iterative, so that deep nesting can't exhaust the stack.
 */
export const scanValue = (bytes: Uint8Array, start: number): Scanned | null => {
  const open: Array<Set<string> | null> = []; // the keys seen in an object, null for an array
  let unstorable: Unstorable | null = null;
  let at = start;

  const key = (keys: Set<string>): boolean => {
    at = skipSpace(bytes, at);
    if (bytes[at] !== QUOTE) return false;
    const scanned = scanString(bytes, at);
    if (scanned.end < 0) return false;
    unstorable ??= scanned.unstorable;
    const name = keyText(bytes, at, scanned.end, scanned.escaped);
    if (keys.has(name)) unstorable ??= 'duplicate-key';
    keys.add(name);
    at = skipSpace(bytes, scanned.end);
    if (bytes[at] !== COLON) return false;
    at += 1;
    return true;
  };

  for (;;) {
    at = skipSpace(bytes, at);
    const byte = bytes[at];
    let complete = true;
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      const keys = byte === OPEN_OBJECT ? new Set<string>() : null;
      open.push(keys);
      if (open.length > MAX_DEPTH) unstorable ??= 'too-deep';
      at = skipSpace(bytes, at + 1);
      complete = bytes[at] === (keys === null ? CLOSE_ARRAY : CLOSE_OBJECT);
      if (complete) {
        open.pop();
        at += 1;
      } else if (keys !== null && !key(keys)) return null;
    } else if (byte === QUOTE) {
      const scanned = scanString(bytes, at);
      if (scanned.end < 0) return null;
      unstorable ??= scanned.unstorable;
      at = scanned.end;
    } else if (byte === MINUS || isDigit(byte)) {
      const scanned = scanNumber(bytes, at);
      if (scanned.end < 0) return null;
      unstorable ??= scanned.unstorable;
      at = scanned.end;
    } else {
      at = scanLiteral(bytes, at);
      if (at < 0) return null;
    }
    if (!complete) continue;

    for (;;) {
      const keys = open.at(-1);
      if (keys === undefined) return { end: at, unstorable };
      at = skipSpace(bytes, at);
      if (bytes[at] === COMMA) {
        at += 1;
        if (keys !== null && !key(keys)) return null;
        break;
      }
      if (bytes[at] !== (keys === null ? CLOSE_ARRAY : CLOSE_OBJECT)) return null;
      open.pop();
      at += 1;
    }
  }
};
