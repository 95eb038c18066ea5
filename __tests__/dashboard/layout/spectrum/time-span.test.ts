import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  momentAt,
  movedBy,
  settled,
  shareOf,
} from '../../../../dashboard/layout/spectrum/time-span.ts';

const MINUTE = 60_000;
const toMs = Date.parse('2026-11-21T05:50:00.000Z');
const halfHour = { fromMs: toMs - 30 * MINUTE, toMs, stepMs: 4000, pageMs: MINUTE };

describe('the scrubber’s stretch of time', () => {
  it('is walked by keys: a step, a minute, to its ends, and past the newest moment to live', () => {
    const at = toMs - 10 * MINUTE;
    expect(movedBy('ArrowLeft', at, halfHour)).toBe(at - 4000);
    expect(movedBy('ArrowDown', at, halfHour)).toBe(at - 4000);
    expect(movedBy('ArrowRight', at, halfHour)).toBe(at + 4000);
    expect(movedBy('ArrowUp', at, halfHour)).toBe(at + 4000);
    expect(movedBy('PageDown', at, halfHour)).toBe(at - MINUTE);
    expect(movedBy('PageUp', at, halfHour)).toBe(at + MINUTE);
    expect(movedBy('Home', at, halfHour)).toBe(halfHour.fromMs);
    expect(movedBy('End', at, halfHour)).toBe(null);
    expect(movedBy('Escape', at, halfHour)).toBe(null);
    expect(movedBy('ArrowRight', toMs - 4000, halfHour)).toBe(null);
    expect(movedBy('PageDown', halfHour.fromMs + 8000, halfHour)).toBe(halfHour.fromMs);
    expect(movedBy('a', at, halfHour)).toBe(undefined);
    expect(movedBy('Tab', null, halfHour)).toBe(undefined);
  });

  it('is left from live by one step, wherever within a step the newest moment lies', () => {
    const span = { ...halfHour, toMs: toMs + 1500 };
    expect(movedBy('ArrowLeft', null, span)).toBe(toMs);
    expect(movedBy('ArrowLeft', null, halfHour)).toBe(toMs - 4000);
    expect(movedBy('ArrowRight', null, span)).toBe(null);
  });

  it('has a moment for every place and a place for every moment, half a step apart at most', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.5, max: 1.5, noNaN: true }), (share) => {
        const at = momentAt(halfHour, share);
        const found = at === null ? 1 : shareOf(halfHour, at);
        const halfStep = halfHour.stepMs / 2 / (halfHour.toMs - halfHour.fromMs);
        expect(Math.abs(found - Math.min(1, Math.max(0, share)))).toBeLessThanOrEqual(
          halfStep + 1e-9,
        );
      }),
    );
  });

  it('settles on whole steps within it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40 * MINUTE, max: 10 * MINUTE }), (offMs) => {
        const at = settled(halfHour, toMs + offMs);
        if (at === null) expect(offMs).toBeGreaterThanOrEqual(-2000);
        else {
          expect(at % 4000).toBe(0);
          expect(at).toBeGreaterThanOrEqual(halfHour.fromMs);
          expect(at).toBeLessThan(toMs);
        }
      }),
    );
  });

  it('is all at its end while there is no time in it yet', () => {
    const nothing = { ...halfHour, fromMs: toMs };
    expect(shareOf(nothing, toMs)).toBe(1);
    expect(momentAt(nothing, 0.3)).toBe(null);
  });
});
