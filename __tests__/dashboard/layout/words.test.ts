import { describe, expect, it } from 'vitest';
import {
  ago,
  btc,
  causeInWords,
  change,
  duration,
  fill,
  megaBytes,
  megaWeight,
  priceInWords,
  rate,
  whole,
} from '../../../dashboard/layout/words.ts';

describe('figures', () => {
  it('are written with their usual precision', () => {
    expect(whole(7_533_810)).toBe('7,533,810');
    expect(btc(7_533_810)).toBe('0.0753');
    expect(rate(1.2)).toBe('1.20');
    expect(megaWeight(3_991_780)).toBe('3.992');
    expect(megaBytes(1_534_211)).toBe('1.53');
    expect(fill(3_991_780)).toBe('99.8 %');
  });

  it('say a change with its sign, and nothing as 0', () => {
    expect([change(4561), change(-4561), change(0)]).toEqual(['+4,561', '−4,561', '0']);
  });

  it('are a dash where they are not known', () => {
    expect([whole(null), btc(undefined), rate(Number.NaN)]).toEqual(['–', '–', '–']);
  });
});

describe('prices', () => {
  it.each([-1, 0, null, undefined, Number.NaN])('%s is no price', (value) => {
    expect(priceInWords(value)).toBe('no price');
  });

  it('keep the decimals that old quotes have', () => {
    expect([priceInWords(14_819_893), priceInWords(98_145.25)]).toEqual([
      '14,819,893',
      '98,145.25',
    ]);
  });
});

describe('ages', () => {
  it.each([
    [-400, '0.0 s'],
    [700, '0.7 s'],
    [9_949, '9.9 s'],
    [9_950, '9 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [7_500_000, '2 h 5 min'],
    [345_600_000, '4 d'],
  ])('%s ms are %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it('are counted from the given moment', () => {
    expect(ago('2026-09-19T12:00:00.000Z', Date.UTC(2026, 8, 19, 12, 3))).toBe('3 min ago');
  });
});

describe('causes', () => {
  it.each([
    'sequence',
    'socket',
    'silence',
    'loading',
    'self-check',
    'audit',
    'spool-full',
    'crash',
    'restart',
    'clock',
  ])('%s has words of its own', (cause) => {
    expect(causeInWords(cause)).not.toBe(cause);
    expect(causeInWords(cause)).toContain(' ');
  });

  it('that are sentences stay as they are', () => {
    expect(causeInWords('the tracked block vanished')).toBe('the tracked block vanished');
  });
});
