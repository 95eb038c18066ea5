import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOf, fitEdges } from '../../../../dashboard/layout/tiles/edges.ts';

describe('the edges of the colour classes', () => {
  it('are twelve numbers that read well, from the lowest rates to the highest', () => {
    // without the tails from 1.035 to 966, so a factor of 933^(1/12) = 1.768 a step:
    // 1.035, 1.83, 3.24, 5.72, 10.1, 17.9, 31.6, 56.0, 98.9, 174.9, 309, 547
    const rates = Array.from({ length: 1_001 }, (_, index) => 10 ** ((3 * index) / 1_000));
    const edges = fitEdges(rates);
    expect(edges).toHaveLength(12);
    expect(edges).toEqual([1, 2, 3, 6, 10, 20, 30, 60, 100, 150, 300, 500]);
  });

  it('rise by at least a little, whatever the rates', () => {
    const rates = fc.array(
      fc.integer({ min: 0, max: 5_000_000 }).map((hundredths) => hundredths / 100),
    );
    fc.assert(
      fc.property(rates, (some) => {
        const edges = fitEdges(some);
        expect(edges).toHaveLength(12);
        for (const [index, edge] of edges.entries()) {
          expect(edge).toBeGreaterThan(edges[index - 1] ?? 0);
        }
      }),
    );
  });

  it('are not stretched by one rate that nobody else pays', () => {
    const usual = Array.from({ length: 1_000 }, (_, index) => 1 + index / 100);
    expect(fitEdges([...usual, 90_000]).at(-1)).toBeLessThanOrEqual(11);
  });
});

describe('the class of a rate', () => {
  it('is that of the edge at or below it, the first for all that is below', () => {
    const edges = [1, 2, 5];
    expect([0, 0.99, 1, 1.99, 2, 4.99, 5, 900].map((rate) => classOf(edges, rate))).toEqual([
      0, 0, 0, 0, 1, 1, 2, 2,
    ]);
  });
});
