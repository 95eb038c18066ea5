import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Asker } from '../../listener/asker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Seconds at which it was asked, of somebody who wants a snapshot each second for so long. */
const askedIn = (seconds: number, asker: (asked: () => void) => Asker): ReadonlyArray<number> => {
  const times: Array<number> = [];
  let second = 0;
  const asks = asker(() => times.push(second));
  for (; second < seconds; second += 1) {
    asks.ask(true);
    vi.advanceTimersByTime(1000);
  }
  asks.stop();
  return times;
};

describe('a source that keeps sending what does not add up', () => {
  it('is asked less and less, each answer being half a megabyte', () => {
    const times = askedIn(2000, (asked) => new Asker(asked));
    expect(times.slice(0, 3)).toStrictEqual([0, 4, 9]);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(waits.slice(3)).toStrictEqual([10, 20, 40, 80, 160, 300, 300, 300, 300, 300]);
  });

  it('is asked soon again once something added up', () => {
    const times: Array<number> = [];
    const asker = new Asker(() => times.push(performance.now()));
    for (let n = 0; n < 20; n += 1) {
      asker.ask(true);
      vi.advanceTimersByTime(5 * 60_000);
    }
    asker.helped();
    asker.ask(true);
    const before = times.length;
    vi.advanceTimersByTime(5000);
    asker.ask(true);
    expect(times).toHaveLength(before + 1);
  });
});
