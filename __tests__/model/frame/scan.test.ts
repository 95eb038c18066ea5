import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanValue, skipSpace } from '../../../model/frame/scan.ts';

const scan = (text: string) => scanValue(Buffer.from(text), 0);
const isWhole = (text: string): boolean => {
  const bytes = Buffer.from(text);
  const scanned = scanValue(bytes, 0);
  return scanned !== null && skipSpace(bytes, scanned.end) === bytes.length;
};
const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** JSON text with a few characters taken out, doubled or replaced. */
const mangled = fc
  .tuple(
    fc.json(),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom(
          '',
          ',',
          '"',
          '{',
          '}',
          '[',
          ']',
          ':',
          '\\',
          '0',
          '-',
          '.',
          'e',
          ' ',
          '\n',
          'u',
          't',
        ),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [at, put]) => {
      const place = now.length === 0 ? 0 : at % now.length;
      return now.slice(0, place) + put + now.slice(place + (at % 2));
    }, text),
  );

describe('the scanner', () => {
  it('takes exactly the texts that JSON.parse takes', () => {
    fc.assert(
      fc.property(mangled, (text) => {
        expect(isWhole(text)).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes deep nesting without exhausting the stack, and says it is too deep', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(scan(deep)).toStrictEqual({ end: 200_000, unstorable: 'too-deep' });
    expect(scan('['.repeat(100) + ']'.repeat(100))?.unstorable).toBeNull();
  });

  it.each([
    ['{"a":1,"\\u0061":2}', 'duplicate-key'],
    ['{"a":{"b":1},"c":{"b":1}}', null],
    ['"\\ud83d\\ude00"', null],
    ['"\\ud83d"', 'lone-surrogate'],
    ['"\\ude00\\ud83d"', 'lone-surrogate'],
    ['1e999', 'number-not-finite'],
    ['-1e308', null],
    ['12345678901234567890123456789012345678', null],
    ['0.12345678901234567890123456789012345678', 'number-too-long'],
    ['[1,2,{"x":123456789012345678901234567890123456789}]', 'number-too-long'],
  ])('%s is unstorable: %s', (text, reason) => {
    expect(scan(text)).toStrictEqual({ end: Buffer.byteLength(text), unstorable: reason });
  });
});
