import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BINS,
  binOfRate,
  heightOfRate,
  rateOfBin,
} from '../../../../dashboard/layout/spectrum/bins.ts';
import { densityClass } from '../../../../dashboard/layout/spectrum/density.ts';
import { rateGroups, vsizeIn } from '../../../../dashboard/layout/spectrum/rate-groups.ts';
import { stretchesOf } from '../../../../dashboard/layout/spectrum/stretches.ts';
import { ticksOf } from '../../../../dashboard/layout/spectrum/ticks.ts';

describe('bins of fee rate', () => {
  it('begin at 0.1, 1, 10 and 100 sat/vB each twelve of them, and end at 1,000', () => {
    expect([0.1, 1, 10, 100].map(binOfRate)).toEqual([0, 12, 24, 36]);
    expect([0, 12, 24, 36, BINS].map((bin) => Number(rateOfBin(bin).toPrecision(12)))).toEqual([
      0.1, 1, 10, 100, 1000,
    ]);
    expect([1000, 5000, 0, 0.05, Number.NaN].map(binOfRate)).toEqual([47, 47, 0, 0, 0]);
  });

  it('have each rate between their ends', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 999, noNaN: true }), (rate) => {
        const bin = binOfRate(rate);
        expect(rate).toBeGreaterThanOrEqual(rateOfBin(bin) * (1 - 1e-9));
        expect(rate).toBeLessThan(rateOfBin(bin + 1));
        expect(Math.abs(heightOfRate(rate) - bin - 0.5)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });
});

describe('the colour of a bin', () => {
  it('is none for nothing, the first for a little, the last for two fifths of a block and more', () => {
    expect([0, 0.25, 1, 400_000, 900_000].map((vbytes) => densityClass(vbytes, 12))).toEqual([
      0, 1, 1, 12, 12,
    ]);
    expect(densityClass(100_000, 12)).toBe(6); // the root of a quarter
  });
});

describe('stretches', () => {
  it('are neighbours of one cause', () => {
    expect(stretchesOf([])).toEqual([]);
    expect(stretchesOf([null, 'a', 'a', null, 'a', 'b', 'b'])).toEqual([
      { from: 1, to: 3, cause: 'a' },
      { from: 4, to: 5, cause: 'a' },
      { from: 5, to: 7, cause: 'b' },
    ]);
  });
});

describe('groups of rates', () => {
  it('hold every bin once', () => {
    expect(rateGroups.map(({ name }) => name)).toEqual([
      'below 1',
      '1 to 2.2',
      '2.2 to 4.6',
      '4.6 to 10',
      '10 to 22',
      '22 to 46',
      '46 to 100',
      '100 and more',
    ]);
    const ones = Array.from({ length: BINS }, () => 1);
    expect(rateGroups.map((group) => vsizeIn(ones, group))).toEqual([12, 4, 4, 4, 4, 4, 4, 12]);
  });
});

describe('labels of the time axis', () => {
  const hours = (from: string, to: string) => ({
    fromMs: Date.parse(from),
    toMs: Date.parse(to),
    stepMs: 4000,
    pageMs: 60_000,
  });
  const told = (...asked: Parameters<typeof ticksOf>) =>
    ticksOf(...asked).map(({ atMs }) => new Date(atMs).toISOString().slice(11, 16));

  it('stand at round moments, away from the ends, as many as there is room for', () => {
    const halfHour = hours('2026-11-21T05:21:00Z', '2026-11-21T05:51:00Z');
    expect(told(halfHour, 12, 0)).toEqual(['05:25', '05:30', '05:35', '05:40', '05:45']);
    expect(told(halfHour, 3, 0)).toEqual(['05:30', '05:40']);
    expect(ticksOf(halfHour, 3, 0)[0]?.share).toBeCloseTo(9 / 30, 9);
    expect(told(hours('2026-11-20T05:21:00Z', '2026-11-21T05:21:00Z'), 4, 0)).toEqual([
      '12:00',
      '18:00',
      '00:00',
    ]);
  });

  it('are round on the clock of the place, half an hour off as it may be', () => {
    const day = hours('2026-11-20T05:21:00Z', '2026-11-21T05:21:00Z');
    expect(told(day, 4, 5.5 * 3_600_000)).toEqual(['12:30', '18:30', '00:30']);
  });
});
