import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { latestWins } from '../../../../dashboard/page/spectrum/latest-wins.ts';

describe('the newest wish', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Answers come after `answerMs`. */
  const asking = (answerMs: number) => {
    const asked: Array<{ readonly key: number; readonly atMs: number }> = [];
    const told: number[] = [];
    const startMs = performance.now();
    const wishes = latestWins<number, number>(
      (key) => {
        asked.push({ key, atMs: performance.now() - startMs });
        return new Promise((resolve) => setTimeout(resolve, answerMs, key * 10));
      },
      250,
      (key, answer) => {
        expect(answer).toBe(key * 10);
        told.push(key);
      },
    );
    return { asked, told, wishes };
  };

  it('is asked for at once, then four a second at most, and the last one always', async () => {
    const { asked, told, wishes } = asking(10);
    for (let key = 0; key < 100; key += 1) {
      wishes.want(key);
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked[0]).toEqual({ key: 0, atMs: 0 });
    expect(asked.at(-1)?.key).toBe(99);
    expect(told.at(-1)).toBe(99);
    expect(asked.length).toBeLessThanOrEqual(10); // two seconds
    for (const [index, { atMs }] of asked.entries())
      if (index > 0) expect(atMs - (asked[index - 1]?.atMs ?? 0)).toBeGreaterThanOrEqual(250);
  });

  it('waits for the answer before, which is not told when there is a newer wish', async () => {
    const { asked, told, wishes } = asking(2000);
    wishes.want(1);
    await vi.advanceTimersByTimeAsync(100);
    wishes.want(2);
    wishes.want(3);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked.map(({ key }) => key)).toEqual([1, 3]);
    expect(told).toEqual([3]);
  });

  it('is forgotten when asked to be', async () => {
    const { asked, wishes } = asking(100);
    wishes.want(1);
    wishes.want(2);
    wishes.forget();
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked.map(({ key }) => key)).toEqual([1]);
  });
});
