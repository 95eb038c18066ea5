import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchesOf, recordsOf } from '../../../lake/ends/packing.ts';

const KIB = 1024;
const lengthOf = (parts: ReadonlyArray<Uint8Array>): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

/** Lines of these sizes, line feed included; their content tells them apart. */
const linesOf = (sizes: ReadonlyArray<number>): ReadonlyArray<Buffer> =>
  sizes.map((size, index) =>
    Buffer.concat([Buffer.alloc(size - 1, 65 + (index % 26)), Buffer.from('\n')]),
  );

const sizes = fc.array(
  fc.oneof(
    fc.integer({ min: 2, max: 3000 }),
    fc.integer({ min: 300 * KIB, max: 900 * KIB }),
    fc.constantFrom(500 * KIB, 500 * KIB - 1, 500 * KIB + 1),
  ),
  { maxLength: 30 },
);

it('records hold the lines as they were, whole and in order, each within what Firehose takes', () => {
  fc.assert(
    fc.property(sizes, (each) => {
      const lines = linesOf(each);
      const records = recordsOf(lines);
      expect(Buffer.concat(records).equals(Buffer.concat(lines))).toBe(true);
      for (const record of records) {
        expect(record.length).toBeLessThanOrEqual(1000 * KIB);
        expect(record.at(-1)).toBe(0x0a);
      }
    }),
    { numRuns: 60 },
  );
});

it('no record ends while the next line would have room in it', () => {
  fc.assert(
    fc.property(sizes, (each) => {
      const records = recordsOf(linesOf(each));
      records.slice(1).forEach((record, index) => {
        const firstLine = record.indexOf(0x0a) + 1;
        expect((records[index]?.length ?? 0) + firstLine).toBeGreaterThan(1000 * KIB);
      });
    }),
    { numRuns: 60 },
  );
});

it('two lines of 500 KiB share a record to the last byte', () => {
  expect(recordsOf(linesOf([500 * KIB, 500 * KIB])).map(({ length }) => length)).toStrictEqual([
    1_024_000,
  ]);
  expect(recordsOf(linesOf([500 * KIB, 500 * KIB + 1]))).toHaveLength(2);
});

it('calls hold the records in order, up to 500 and 4 MiB of them', () => {
  const records = fc.array(
    fc.integer({ min: 1, max: 1000 }).map((kib) => Buffer.alloc(kib * KIB)),
    { maxLength: 20 },
  );
  const small = fc
    .integer({ min: 490, max: 1600 })
    .map((count) => Array.from({ length: count }, () => Buffer.alloc(1)));
  fc.assert(
    fc.property(fc.oneof(records, small), (all) => {
      const batches = batchesOf(all);
      const put = batches.flat();
      expect(put.length === all.length && put.every((each, at) => each === all[at])).toBe(true);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(500);
        expect(lengthOf(batch)).toBeLessThanOrEqual(4 * KIB * KIB);
      }
      batches.slice(1).forEach((batch, index) => {
        const before = batches[index] ?? [];
        const isFull =
          before.length === 500 || lengthOf(before) + (batch[0]?.length ?? 0) > 4 * KIB * KIB;
        expect(isFull).toBe(true);
      });
    }),
    { numRuns: 60 },
  );
});
