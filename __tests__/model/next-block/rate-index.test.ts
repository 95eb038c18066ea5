import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NextBlock, quantilesOf } from '@bitcoin-pipeline/model';
import { seededChanges } from '../../../bench/codec/messages.ts';
import type { Row } from '../../../model/wire/mempool/2024-04/projected-block.ts';

const ids = Array.from({ length: 8 }, (_, index) => index.toString(16).repeat(64));
const txid = fc.constantFrom(...ids);
/** Mostly of two decimals, as the source rounds; some finer, some above what has a bucket of its own. */
const rate = fc.oneof(
  fc.integer({ min: 0, max: 30_000 }).map((cents) => cents / 100),
  fc.constantFrom(0.005, 1.234, 1310.71, 1310.72, 50_000, 1e-9),
);
const row = fc
  .tuple(txid, rate, fc.integer({ min: 0, max: 4000 }))
  .map(([id, each, weight]): Row => [id, 1, weight / 4, 1, each, 0, 0]);
const change = fc
  .tuple(txid, rate)
  .map(([id, each]): [string, number, number, 0 | 1] => [id, each, 0, 0]);
const delta = fc.record({
  added: fc.array(row, { maxLength: 4 }),
  removed: fc.array(txid, { maxLength: 4 }),
  changed: fc.array(change, { maxLength: 4 }),
});

describe('the quantiles that a block keeps up', () => {
  it('are those of its rows sorted anew, whatever comes, goes and is re-priced, and after a new base', () => {
    fc.assert(
      fc.property(
        fc.array(row),
        fc.array(fc.oneof(delta, fc.array(row)), { maxLength: 12 }),
        (base, steps) => {
          const block = new NextBlock();
          block.add(base);
          for (const step of steps) {
            expect(block.quantiles).toStrictEqual(quantilesOf(block.rows.values()));
            if (Array.isArray(step)) {
              block.clear();
              block.add(step);
            } else block.apply(step);
          }
          expect(block.quantiles).toStrictEqual(quantilesOf(block.rows.values()));
        },
      ),
    );
  });

  it('are right for thousands of rows as well', () => {
    const { base, deltas } = seededChanges('rates', 20_000, 30);
    const block = new NextBlock();
    block.add(base as unknown as ReadonlyArray<Row>);
    for (const { delta: each } of deltas) {
      block.apply(each as unknown as Parameters<NextBlock['apply']>[0]);
      expect(block.quantiles).toStrictEqual(quantilesOf(block.rows.values()));
    }
  });
});
