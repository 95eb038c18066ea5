import { createHash } from 'node:crypto';
import { sha256 } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const byNode = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

it('hashes as Node does, at every length around the end of a block', () => {
  for (let length = 0; length <= 200; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256);
    expect(sha256(bytes), `${length} bytes`).toBe(byNode(bytes));
  }
});

it('hashes any bytes as Node does', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(sha256(bytes)).toBe(byNode(bytes));
    }),
  ));
