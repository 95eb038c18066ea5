import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantOf } from '@bitcoin-pipeline/model';

const LAST_MS = 253_402_300_799_999;

it('is what Date says, for every moment that ISO text shows in 24 characters, whole or not', () => {
  const ms = fc.oneof(
    fc.integer({ min: 0, max: LAST_MS }),
    fc.double({ min: 0, max: 2e12, noNaN: true }),
    fc.constantFrom(0, LAST_MS, 951_782_400_000, 4_107_542_399_999, 1_709_251_199_999),
  );
  fc.assert(
    fc.property(ms, (each) => {
      expect(instantOf(each)).toBe(new Date(each).toISOString());
    }),
    { numRuns: 2000 },
  );
});

it('is what Date says of the time before 1970, and nothing where Date says nothing', () => {
  expect(instantOf(-1)).toBe('1969-12-31T23:59:59.999Z');
  expect(() => instantOf(Number.NaN)).toThrow(RangeError);
});
