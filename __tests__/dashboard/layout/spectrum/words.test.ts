import { describe, expect, it } from 'vitest';
import { agoInWords, trustInWords } from '../../../../dashboard/layout/spectrum/words.ts';

describe('the words of the scrubber', () => {
  it.each([
    [0, '0 seconds ago'],
    [1900, '1 second ago'],
    [59_999, '59 seconds ago'],
    [60_000, '1 minute ago'],
    [3 * 60_000, '3 minutes ago'],
    [3_600_000, '1 hour ago'],
    [2 * 3_600_000 + 60_000, '2 hours 1 minute ago'],
    [47 * 3_600_000 + 3 * 60_000, '47 hours 3 minutes ago'],
    [-5000, '0 seconds ago'],
  ])('say %i ms as "%s"', (ms, words) => expect(agoInWords(ms)).toBe(words));

  it('tell the lowest rate and how far to trust it, or why nothing is known', () => {
    const told = { level: 'verified', cause: null, lowestRate: 4.571 } as const;
    expect(trustInWords(told)).toBe('lowest rate 4.57, verified');
    expect(trustInWords({ ...told, level: 'contiguous', lowestRate: null })).toBe(
      'an empty block, contiguous',
    );
    expect(trustInWords({ level: 'unknown', cause: 'sequence', lowestRate: null })).toBe(
      'not known: a message of the source was missed',
    );
    expect(trustInWords({ level: 'unknown', cause: 'not-known-yet', lowestRate: null })).toBe(
      'not known: the tables do not reach this moment yet',
    );
    expect(trustInWords({ level: 'unknown', cause: 'no-base', lowestRate: null })).toBe(
      'not known: no complete snapshot before this moment, or one of another block since',
    );
    expect(trustInWords({ level: 'unknown', cause: null, lowestRate: null })).toBe(
      'not known: no complete snapshot yet',
    );
  });
});
