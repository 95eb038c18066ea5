const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Whole numbers below this are divided as 32-bit integers, which is quicker. */
const BILLION = 1_000_000_000;

const digitsIn = (value: number): number => {
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) digits += 1;
  return digits;
};

/** Writes the last `digits` digits of a number below two to the 31st; zeros in front. */
const writeDigits = (bytes: Uint8Array, at: number, value: number, digits: number): number => {
  let rest = value | 0;
  for (let place = at + digits - 1; place >= at; place -= 1) {
    const tens = (rest / 10) | 0;
    bytes[place] = 0x30 + rest - tens * 10;
    rest = tens;
  }
  return at + digits;
};

/** Writes a whole number, none below zero, in digits; where they end. */
export const writeWhole = (bytes: Uint8Array, at: number, value: number): number => {
  if (value < BILLION) return writeDigits(bytes, at, value, digitsIn(value));
  const front = Math.floor(value / BILLION);
  return writeDigits(bytes, writeWhole(bytes, at, front), value - front * BILLION, 9);
};

/** Writes a text of printable ASCII; where it ends, or -1 where some of it is not, or JSON would escape it. */
export const writeAscii = (bytes: Uint8Array, at: number, text: string): number => {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === QUOTE || unit === BACKSLASH) return -1;
    bytes[at + index] = unit;
  }
  return at + text.length;
};

const SHORT_BYTES = 16;

/** Copies bytes; where they end. Short ones byte by byte, which is quicker than a call. */
export const writeBytes = (bytes: Uint8Array, at: number, from: Uint8Array): number => {
  if (from.length > SHORT_BYTES) bytes.set(from, at);
  else for (let index = 0; index < from.length; index += 1) bytes[at + index] = from[index] ?? 0;
  return at + from.length;
};
