/*
 * Words of four bytes, the first byte lowest. Of bytes below 0x80 a sum with one of these constants sets the high bit
 * of just those above a bound, and no sum reaches the next byte: 0x76 is set from 10 on, 0x79 from 7 on, 0x7f from 1 on.
 */

/** Whether the high bit of a byte is set. */
export const hasHighBit = (word: number): boolean => (word & 0x8080_8080) !== 0;

/** The values of the digits 0 to 9; other bytes are above 9. */
export const digitsOf = (word: number): number => word ^ 0x3030_3030;

/** Of what `digitsOf` gave: high bits are set where a byte is no digit. */
export const otherThanDigits = (digits: number): number =>
  ((digits + 0x7676_7676) | digits) & 0x8080_8080;

/** High bits are set where a byte is no digit 0 to 9 and no letter a to f; the other bits tell nothing. */
export const otherThanHex = (word: number): number => {
  const letters = word ^ 0x6060_6060; // a to f are 1 to 6
  const isNoDigit = digitsOf(word) + 0x7676_7676;
  const isNoLetter = (letters + 0x7979_7979) | ~(letters + 0x7f7f_7f7f);
  return word | (isNoDigit & isNoLetter);
};

/** As `otherThanDigits`, of the four bytes at `at`. */
export const otherDigitsAt = (view: DataView, at: number): number =>
  otherThanDigits(digitsOf(view.getInt32(at, true)));

/** How many bytes come before the first whose high bit is set; of a word where one is. */
export const bytesBefore = (highBits: number): number =>
  (31 - Math.clz32(highBits & -highBits)) >> 3;

/** The number of four digits, of what `digitsOf` gave. */
export const numberOf = (digits: number): number => {
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) & 0x00ff_00ff; // the second pair in the upper half
  return (pairs & 0xff) * 100 + (pairs >>> 16);
};
