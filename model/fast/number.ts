const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
/** So many digits are exact as a number whatever they are, and storable in every warehouse. */
export const EXACT_DIGITS = 15;
/** Longer numbers are left to the plain way, which refuses those past 38. */
const STORABLE_DIGITS = 38;
/** An exponent of so many digits leaves a storable number finite. */
const EXPONENT_DIGITS = 2;

const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= ZERO && byte <= NINE;

/** Whether a number goes on here: then what was read of it is not all of it. */
export const goesOn = (byte: number | undefined): boolean =>
  isDigit(byte) || byte === DOT || byte === 0x65 || byte === 0x45;

const endOfDigits = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (isDigit(bytes[at])) at += 1;
  return at;
};

/** The whole part of a number, without a zero in front of another digit. */
const endOfWhole = (bytes: Uint8Array, at: number): number => {
  const end = bytes[at] === ZERO ? at + 1 : endOfDigits(bytes, at);
  return end === at || isDigit(bytes[end]) ? -1 : end;
};

/** Where a whole number of at most so many digits ends, without sign, fraction or exponent; -1: there is none. */
export const wholeEnd = (bytes: Uint8Array, at: number, mostDigits: number): number => {
  const end = endOfWhole(bytes, at);
  return end < 0 || end - at > mostDigits || goesOn(bytes[end]) ? -1 : end;
};

/** As `wholeEnd`, with or without a minus; `-0` is left to the plain way. */
export const integerEnd = (bytes: Uint8Array, at: number, mostDigits: number): number => {
  if (bytes[at] !== MINUS) return wholeEnd(bytes, at, mostDigits);
  return bytes[at + 1] === ZERO ? -1 : wholeEnd(bytes, at + 1, mostDigits);
};

/** Where a number without sign or exponent ends; -1: there is none. */
export const decimalEnd = (bytes: Uint8Array, at: number): number => {
  const whole = endOfWhole(bytes, at);
  if (whole < 0) return -1;
  const end = bytes[whole] === DOT ? endOfDigits(bytes, whole + 1) : whole;
  return end === whole + 1 || end - at > STORABLE_DIGITS || goesOn(bytes[end]) ? -1 : end;
};

/** As `decimalEnd`, with or without a minus. */
export const signedEnd = (bytes: Uint8Array, at: number): number =>
  decimalEnd(bytes, bytes[at] === MINUS ? at + 1 : at);

/** Where a number of quarters ends, its fraction .25, .5 or .75 or none; -1: there is none. */
export const quartersEnd = (bytes: Uint8Array, at: number): number => {
  const whole = endOfWhole(bytes, at);
  if (whole < 0 || whole - at > EXACT_DIGITS) return -1;
  if (bytes[whole] !== DOT) return goesOn(bytes[whole]) ? -1 : whole;
  const tenths = bytes[whole + 1];
  if (tenths === 0x35) return goesOn(bytes[whole + 2]) ? -1 : whole + 2;
  const isQuarter = (tenths === 0x32 || tenths === 0x37) && bytes[whole + 2] === 0x35;
  return isQuarter && !goesOn(bytes[whole + 3]) ? whole + 3 : -1;
};

/** Where any finite, storable number ends; -1: there is none, or it is not certain. */
export const numberEnd = (bytes: Uint8Array, at: number): number => {
  const start = bytes[at] === MINUS ? at + 1 : at;
  const whole = endOfWhole(bytes, start);
  if (whole < 0) return -1;
  const end = bytes[whole] === DOT ? endOfDigits(bytes, whole + 1) : whole;
  if (end === whole + 1 || end - start > STORABLE_DIGITS) return -1;
  if (bytes[end] !== 0x65 && bytes[end] !== 0x45) return end;
  const exponent = bytes[end + 1] === PLUS || bytes[end + 1] === MINUS ? end + 2 : end + 1;
  const last = endOfDigits(bytes, exponent);
  return last === exponent || last - exponent > EXPONENT_DIGITS ? -1 : last;
};
