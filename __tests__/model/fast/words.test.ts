import { describe, expect, it } from 'vitest';
import {
  bytesBefore,
  digitsOf,
  hasHighBit,
  numberOf,
  otherThanDigits,
  otherThanHex,
} from '../../../model/fast/words.ts';

const wordOf = (bytes: ReadonlyArray<number>): number => Buffer.from(bytes).readInt32LE();
/** Each byte in each of the four places, among bytes of the kind. */
const wordsWith = (others: ReadonlyArray<number>) =>
  Array.from({ length: 256 }, (_, byte) =>
    [0, 1, 2, 3].map((place) => ({ byte, place, word: wordOf(others.with(place, byte)) })),
  ).flat();

describe('Four bytes at once', () => {
  it('tell the digits from every other byte, and where the first other stands', () => {
    for (const { byte, place, word } of wordsWith([0x30, 0x39, 0x35, 0x31])) {
      const other = otherThanDigits(digitsOf(word));
      const isDigit = byte >= 0x30 && byte <= 0x39;
      expect(other !== 0, `${byte}`).toBe(!isDigit);
      if (!isDigit) expect(bytesBefore(other), `${byte}`).toBe(place);
    }
  });

  it('tell the lowercase hex digits from every other byte', () => {
    for (const others of [
      [0x30, 0x39, 0x61, 0x66],
      [0x66, 0x61, 0x39, 0x30],
    ])
      for (const { byte, word } of wordsWith(others)) {
        const isHex = /[0-9a-f]/.test(String.fromCharCode(byte));
        expect(!hasHighBit(otherThanHex(word)), `${byte}`).toBe(isHex);
      }
  });

  it('are the number that they spell', () => {
    for (let number = 0; number < 10_000; number += 1) {
      const word = Buffer.from(String(number).padStart(4, '0')).readInt32LE();
      expect(numberOf(digitsOf(word))).toBe(number);
    }
  });
});
