import { describe, expect, it } from 'vitest';
import {
  conditionInWords,
  conditionOf,
  diskBytes,
  failedPuts,
  failuresInWords,
  lagInWords,
} from '../../../dashboard/layout/delivery.ts';
import { everything, full, heldUp } from '../../support/live-port.ts';

const { delivery: flowing } = everything('2026-09-19T12:00:00.000Z');
if (flowing === null) throw new Error('everything is on its way');

describe('delivery', () => {
  it('is full, blocked, held up or flowing: the worst that is true, each in its own words', () => {
    const states = [full, { ...heldUp, spool: 'blocked' as const }, heldUp, flowing];
    expect(states.map(conditionOf)).toEqual(['full', 'blocked', 'held-up', 'flowing']);
    expect(new Set(states.map(conditionInWords)).size).toBe(4);
  });

  it('counts failed puts and names their codes, most first', () => {
    expect(failedPuts(heldUp)).toBe(1247);
    expect(failuresInWords(heldUp)).toBe('throttled 1,204, access-denied 41, timeout 2');
    expect(failuresInWords({ ...flowing, putFailures: { throttled: 0 } })).toBe('');
  });

  it('tells how long the oldest line waits, or that none does', () => {
    expect([lagInWords(heldUp), lagInWords({ ...flowing, lagSeconds: 0 })]).toEqual([
      '41 min',
      'nothing waits',
    ]);
    expect(lagInWords(null)).toBe('–');
  });

  it.each([
    [0, '0.0 MiB'],
    [6_291_456, '6.0 MiB'],
    [1_073_741_823, '1.0 GiB'],
    [1_073_741_824, '1.0 GiB'],
  ])('writes %i bytes on disk as %s', (bytes, words) => {
    expect(diskBytes(bytes)).toBe(words);
  });
});
