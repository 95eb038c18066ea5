import { bytesBefore, otherDigitsAt } from './words.ts';

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
const WORD_BYTES = 4;

/*
 * Each tells where a number ends that begins at `at`, or -1. Whether the number goes on there, with a point or an
 * exponent or a digit, is not looked at: whoever asks looks for the comma or the bracket that must come next.
 */

/** Behind the digits that begin at `at`. Four at a time, because no processor guesses how many there are. */
const digitsEnd = (view: DataView, at: number): number => {
  for (let end = at; ; end += WORD_BYTES) {
    const other = otherDigitsAt(view, end);
    if (other !== 0) return end + bytesBefore(other);
  }
};

const hasZeroInFront = (view: DataView, at: number, end: number): boolean =>
  end - at > 1 && view.getUint8(at) === ZERO;

/** A whole number of at most so many digits, without a sign. */
export const wholeEnd = (view: DataView, at: number, mostDigits: number): number => {
  const end = digitsEnd(view, at);
  return end === at || end - at > mostDigits || hasZeroInFront(view, at, end) ? -1 : end;
};

/** As `wholeEnd`, with or without a minus; `-0` is left to the plain way. */
export const integerEnd = (view: DataView, at: number, mostDigits: number): number => {
  if (view.getUint8(at) !== MINUS) return wholeEnd(view, at, mostDigits);
  return view.getUint8(at + 1) === ZERO ? -1 : wholeEnd(view, at + 1, mostDigits);
};

/** The end of a number whose digits began at `start`, and of which at `at` comes a fraction or nothing. */
export const fractionEnd = (view: DataView, at: number, start: number): number => {
  let end = at;
  if (view.getUint8(at) === DOT) {
    end = digitsEnd(view, at + 1);
    if (end === at + 1) return -1;
  }
  return end - start > STORABLE_DIGITS ? -1 : end;
};

/** A number without sign or exponent. */
export const decimalEnd = (view: DataView, at: number): number => {
  const end = digitsEnd(view, at);
  return end === at || hasZeroInFront(view, at, end) ? -1 : fractionEnd(view, end, at);
};

/** As `decimalEnd`, with or without a minus. */
export const signedEnd = (view: DataView, at: number): number =>
  decimalEnd(view, view.getUint8(at) === MINUS ? at + 1 : at);

/** The end of a number of which at `at` comes a quarter, a half, three quarters or nothing. */
export const quarterEnd = (view: DataView, at: number): number => {
  if (view.getUint8(at) !== DOT) return at;
  const tenths = view.getUint8(at + 1);
  if (tenths === 0x35) return at + 2;
  return (tenths === 0x32 || tenths === 0x37) && view.getUint8(at + 2) === 0x35 ? at + 3 : -1;
};

/** A number of quarters: its fraction is .25, .5 or .75, or it has none. */
export const quartersEnd = (view: DataView, at: number): number => {
  const end = wholeEnd(view, at, EXACT_DIGITS);
  return end < 0 ? -1 : quarterEnd(view, end);
};

/** Any finite, storable number, if that is certain. */
export const numberEnd = (view: DataView, at: number): number => {
  const end = signedEnd(view, at);
  if (end < 0 || (view.getUint8(end) | 0x20) !== 0x65) return end;
  const sign = view.getUint8(end + 1);
  const exponent = sign === PLUS || sign === MINUS ? end + 2 : end + 1;
  const last = digitsEnd(view, exponent);
  return last === exponent || last - exponent > EXPONENT_DIGITS ? -1 : last;
};
