import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { minutesOf, momentOf } from '../../../dashboard/server/moment.ts';

const NOW = Date.parse('2026-11-21T06:00:00Z');

describe('a moment that a client names', () => {
  it.each([
    ['2026-11-21T05:20:00Z', 1_795_238_400_000],
    ['2026-11-21T05:20Z', 1_795_238_400_000],
    ['2026-11-21T05:20:00.123Z', 1_795_238_400_123],
    ['2026-11-21T06:00:00Z', NOW],
    ['2009-01-03T18:15:05Z', 1_231_006_505_000],
  ])('may be %s', (text, ms) => expect(momentOf(text, NOW)).toEqual(E.right(ms)));

  it.each([
    undefined,
    '',
    'yesterday',
    '2026-11-21',
    '2026-11-21T05:20:00', // no zone
    '2026-11-21T05:20:00+01:00',
    '2026-11-21T05:20:00.1234Z',
    '2026-02-30T05:20:00Z', // no such day
    '2026-11-21T24:00:00Z',
    '2026-11-21T05:20:00Z; drop table silver.gaps',
    "2026-11-21T05:20:00Z'",
    '+275760-09-13T00:00:00Z',
    '2009-01-03T18:15:04Z', // before the first block
    '2026-11-21T06:00:00.001Z', // in the future
  ])('may not be %s, and the answer says what it may be', (text) =>
    expect(momentOf(text, NOW)).toEqual(
      E.left(
        'at must be a moment in UTC from 2009-01-03T18:15:05Z to now, such as 2026-11-21T05:20:00Z',
      ),
    ),
  );
});

describe('a stretch of minutes that a client names', () => {
  it.each([
    ['2026-11-21T05:20:31Z', '2026-11-21T05:40:00Z', 20, 1],
    ['2026-11-20T05:20:00Z', '2026-11-21T05:20:59.999Z', 1440, 2],
    ['2026-11-19T05:20:00Z', '2026-11-21T05:20:00Z', 2880, 3],
    ['2026-11-21T05:59:00Z', '2026-11-21T06:01:00Z', 2, 1], // the minute under way
    ['2009-01-03T18:15:05Z', '2009-01-03T18:20:00Z', 5, 1], // with the first block
  ])('from %s to %s is %i whole minutes, %i to a point', (from, to, minutes, stepMinutes) => {
    const wanted = minutesOf(from, to, NOW);
    if (E.isLeft(wanted)) throw new Error(wanted.left);
    expect((wanted.right.toMs - wanted.right.fromMs) / 60_000).toBe(minutes);
    expect(wanted.right.fromMs % 60_000).toBe(0);
    expect(wanted.right.stepMinutes).toBe(stepMinutes);
    expect(minutes / stepMinutes).toBeLessThanOrEqual(1000);
  });

  it.each([
    [undefined, undefined],
    ['2026-11-21T05:20:00Z', undefined],
    ['2026-11-21T05:20:00Z', '2026-11-21T05:20:59Z'], // not a minute
    ['2026-11-21T05:20:00Z', '2026-11-21T05:10:00Z'],
    ['2026-11-19T05:19:00Z', '2026-11-21T05:20:00Z'], // 48 hours and a minute
    ['2026-11-22T05:20:00Z', '2026-11-22T05:40:00Z'],
    ['2026-11-21T05:20:00Z', '2026-11-21T06:02:00Z'], // after the minute under way
    ['2009-01-03T18:15:04Z', '2009-01-03T18:20:00Z'],
    ['1999-01-01T00:00:00Z', '1999-01-01T01:00:00Z'],
    ['2026-11-21T05:20:00Z', '1'],
  ])('may not be from %s to %s', (from, to) =>
    expect(minutesOf(from, to, NOW)).toEqual(
      E.left(
        'from and to must be moments in UTC from 2009-01-03T18:15:05Z to now, such as 2026-11-21T05:20:00Z, to at least a minute and at most 48 hours after from',
      ),
    ),
  );
});
