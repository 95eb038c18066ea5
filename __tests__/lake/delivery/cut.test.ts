import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, due } from '../../../lake/delivery/cut.ts';
import type { Roll, WaitingLine } from '../../../lake/delivery/ports.ts';

const roll: Roll = { ageMs: 10_000, bytes: 100, byHour: true };

const line = (clock: string, bytes = 2): WaitingLine => ({
  position: 1,
  observedAt: `2026-11-21T${clock}Z`,
  bytes: Buffer.alloc(bytes),
});

describe('lines go together', () => {
  it.each([
    ['06:59:59.999', '07:00:00.000', 2],
    ['06:00:00.000', '06:00:00.000', 99],
  ])('but not those of %s and %s of %i bytes', (first, second, bytes) => {
    expect(cut([line(first, bytes), line(second, bytes)], roll)).toStrictEqual({
      lines: 1,
      isFull: true,
    });
  });

  it('up to the roll, and wait while another could join', () => {
    const both = [line('06:00:00.000'), line('06:00:09.999', 97)];
    expect(cut(both, roll)).toStrictEqual({ lines: 2, isFull: false });
  });

  it('and wait for nothing when no byte more has room', () => {
    const both = [line('06:00:00.000'), line('06:00:09.999', 98)];
    expect(cut(both, roll)).toStrictEqual({ lines: 2, isFull: true });
  });

  it('over the hour where the end does not part by hours', () => {
    const both = [line('06:59:59.999'), line('07:00:00.000')];
    expect(cut(both, { ...roll, byHour: false }).lines).toBe(2);
  });

  it('also when the wall clock was set back between them', () => {
    expect(cut([line('06:30:00.000'), line('06:10:00.000')], roll).lines).toBe(2);
  });

  it('one at least, whatever its size; none where there is none', () => {
    expect(cut([line('06:00:00.000', 5000)], roll)).toStrictEqual({ lines: 1, isFull: true });
    expect(cut([], roll)).toStrictEqual({ lines: 0, isFull: false });
  });
});

it('a cut is the longest that keeps the roll, whatever the lines', () => {
  const lines = fc.array(
    fc.record({
      position: fc.nat(),
      observedAt: fc
        .integer({ min: 0, max: 8 * 3_600_000 })
        .map((ms) => new Date(ms).toISOString()),
      bytes: fc.nat(90).map((length) => Buffer.alloc(length)),
    }),
  );
  const keeps = (some: ReadonlyArray<WaitingLine>, { bytes, byHour }: Roll): boolean => {
    return (
      some.length <= 1 ||
      (some.reduce((sum, each) => sum + each.bytes.length, 0) <= bytes &&
        (!byHour || new Set(some.map(({ observedAt }) => observedAt.slice(0, 13))).size === 1))
    );
  };
  fc.assert(
    fc.property(lines, fc.boolean(), (all, byHour) => {
      const wide = { ageMs: 10_000, bytes: 300, byHour };
      const { lines: count, isFull } = cut(all, wide);
      expect(keeps(all.slice(0, count), wide)).toBe(true);
      if (count < all.length) {
        expect(isFull).toBe(true);
        expect(keeps(all.slice(0, count + 1), wide)).toBe(false);
      }
    }),
  );
});

describe('lines whose age has come', () => {
  const rounded: Roll = {
    ageMs: 2000,
    bytes: 1000,
    byHour: false,
    rounding: { stepBytes: 100, mostLost: 0.1, withinMs: 60_000 },
  };
  const of = (...sizes: ReadonlyArray<number>): ReadonlyArray<WaitingLine> =>
    sizes.map((size) => line('06:00:00.000', size));

  it('go, and not before', () => {
    expect(due(of(5), roll, 9_999)).toStrictEqual({ lines: 0, againMs: 1 });
    expect(due(of(5), roll, 10_000)).toStrictEqual({ lines: 1, againMs: 0 });
    expect(due([], roll, 10_000).lines).toBe(0);
  });

  it('go as far as they fill the steps that are paid for', () => {
    expect(due(of(50, 45, 60), rounded, 1_999)).toStrictEqual({ lines: 0, againMs: 1 });
    expect(due(of(50, 45, 60), rounded, 2_000)).toStrictEqual({ lines: 2, againMs: 0 });
    expect(due(of(90), rounded, 2_000).lines).toBe(1);
    expect(due(of(90, 100), rounded, 2_000).lines).toBe(2);
  });

  it('wait on where they do not, but not for ever', () => {
    expect(due(of(89), rounded, 2_000)).toStrictEqual({ lines: 0, againMs: 58_000 });
    expect(due(of(101), rounded, 59_999)).toStrictEqual({ lines: 0, againMs: 1 });
    expect(due(of(50, 45, 60), rounded, 60_000)).toStrictEqual({ lines: 3, againMs: 0 });
  });

  it('go at once when they are full', () => {
    expect(due(of(500, 400, 101), rounded, 0)).toStrictEqual({ lines: 2, againMs: 0 });
  });
});
