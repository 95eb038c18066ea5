import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../../../lake/delivery/cut.ts';
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
    ['06:00:00.000', '06:00:10.000', 2],
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
  const near = lines.map((all) =>
    all.toSorted((one, other) => one.observedAt.localeCompare(other.observedAt)),
  );
  const keeps = (some: ReadonlyArray<WaitingLine>, { ageMs, bytes, byHour }: Roll): boolean => {
    const times = some.map(({ observedAt }) => Date.parse(observedAt));
    const first = times[0] ?? 0;
    return (
      some.length <= 1 ||
      (some.reduce((sum, each) => sum + each.bytes.length, 0) <= bytes &&
        times.every((time) => time - first < ageMs) &&
        (!byHour || new Set(some.map(({ observedAt }) => observedAt.slice(0, 13))).size === 1))
    );
  };
  fc.assert(
    fc.property(
      fc.oneof(lines, near),
      fc.boolean(),
      fc.integer({ min: 1, max: 3e7 }),
      (all, byHour, ageMs) => {
        const wide = { ageMs, bytes: 300, byHour };
        const { lines: count, isFull } = cut(all, wide);
        expect(keeps(all.slice(0, count), wide)).toBe(true);
        if (count < all.length) {
          expect(isFull).toBe(true);
          expect(keeps(all.slice(0, count + 1), wide)).toBe(false);
        }
      },
    ),
  );
});
