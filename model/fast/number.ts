const ZERO = 0x30;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
/** So many digits are exact as a number whatever they are, and storable in every warehouse. */
export const EXACT_DIGITS = 15;
/** Longer numbers are left to the plain way, which refuses those past 38. */
const STORABLE_DIGITS = 38;
/** An exponent of so many digits leaves a storable number finite. */
const EXPONENT_DIGITS = 2;

/*
 * Each tells where a number ends that begins at `at`, or -1. Whether the number goes on there, with a point or an
 * exponent or a digit, is not looked at: whoever asks looks for the comma or the bracket that must come next.
 */

/** 0 to 9; something else is larger. */
export const digitAt = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) - ZERO) >>> 0;

/** From a digit to behind the last; one zero alone, so that none stands in front of another digit. */
const pastWhole = (bytes: Uint8Array, at: number): number => {
  let end = at + 1;
  if (bytes[at] !== ZERO) while (digitAt(bytes, end) <= 9) end += 1;
  return end;
};

/** A whole number of at most so many digits, without a sign. */
export const wholeEnd = (bytes: Uint8Array, at: number, mostDigits: number): number => {
  if (digitAt(bytes, at) > 9) return -1;
  const end = pastWhole(bytes, at);
  return end - at > mostDigits ? -1 : end;
};

/** As `wholeEnd`, with or without a minus; `-0` is left to the plain way. */
export const integerEnd = (bytes: Uint8Array, at: number, mostDigits: number): number => {
  if (bytes[at] !== MINUS) return wholeEnd(bytes, at, mostDigits);
  return bytes[at + 1] === ZERO ? -1 : wholeEnd(bytes, at + 1, mostDigits);
};

/** A number without sign or exponent. */
export const decimalEnd = (bytes: Uint8Array, at: number): number => {
  if (digitAt(bytes, at) > 9) return -1;
  let end = pastWhole(bytes, at);
  if (bytes[end] === DOT) {
    end += 1;
    if (digitAt(bytes, end) > 9) return -1;
    while (digitAt(bytes, end) <= 9) end += 1;
  }
  return end - at > STORABLE_DIGITS ? -1 : end;
};

/** As `decimalEnd`, with or without a minus. */
export const signedEnd = (bytes: Uint8Array, at: number): number =>
  decimalEnd(bytes, bytes[at] === MINUS ? at + 1 : at);

/** A number of quarters: its fraction is .25, .5 or .75, or it has none. */
export const quartersEnd = (bytes: Uint8Array, at: number): number => {
  const end = wholeEnd(bytes, at, EXACT_DIGITS);
  if (end < 0 || bytes[end] !== DOT) return end;
  const tenths = bytes[end + 1];
  if (tenths === 0x35) return end + 2;
  return (tenths === 0x32 || tenths === 0x37) && bytes[end + 2] === 0x35 ? end + 3 : -1;
};

/** Any finite, storable number, if that is certain. */
export const numberEnd = (bytes: Uint8Array, at: number): number => {
  const end = signedEnd(bytes, at);
  if (end < 0 || (bytes[end] !== 0x65 && bytes[end] !== 0x45)) return end;
  const exponent = bytes[end + 1] === PLUS || bytes[end + 1] === MINUS ? end + 2 : end + 1;
  let last = exponent;
  while (digitAt(bytes, last) <= 9) last += 1;
  return last === exponent || last - exponent > EXPONENT_DIGITS ? -1 : last;
};
