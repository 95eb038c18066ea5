const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Whole numbers below this are divided as 32-bit integers, which is quicker. */
const BILLION = 1_000_000_000;

/** As `writeDigits`, of a number below two to the 31st. */
const writeFew = (bytes: Uint8Array, at: number, value: number, digits: number): void => {
  let rest = value | 0;
  for (let place = at + digits - 1; place >= at; place -= 1) {
    const tens = (rest / 10) | 0;
    bytes[place] = 0x30 + rest - tens * 10;
    rest = tens;
  }
};

/** Writes the last `digits` digits of a whole number, none below zero; zeros in front. */
export const writeDigits = (bytes: Uint8Array, at: number, value: number, digits: number): void => {
  if (value < BILLION) {
    writeFew(bytes, at, value, digits);
    return;
  }
  const front = Math.floor(value / BILLION);
  writeFew(bytes, at + digits - 9, value - front * BILLION, 9);
  writeFew(bytes, at, front, digits - 9);
};

/** Writes a text of printable ASCII; whether all of it is, and JSON would escape none of it. */
export const writeAscii = (bytes: Uint8Array, at: number, text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === QUOTE || unit === BACKSLASH) return false;
    bytes[at + index] = unit;
  }
  return true;
};
