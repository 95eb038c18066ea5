import { describe, expect, it } from 'vitest';
import { ProgressBar } from '../../cli/progress-bar.ts';

const barOn = (isTerminal: boolean) => {
  const clock = { ms: 0 };
  let written = '';
  const bar = new ProgressBar({
    total: 2000,
    unit: 'blocks',
    isTerminal,
    write: (text) => (written += text),
    nowMs: () => clock.ms,
  });
  const add = (count: number, atMs: number): void => {
    clock.ms = atMs;
    bar.add(count);
  };
  return { bar, add, written: () => written };
};

describe('a progress bar', () => {
  it('says nothing of what takes less than two seconds', () => {
    const { bar, add, written } = barOn(true);
    for (let ms = 0; ms < 2000; ms += 50) add(50, ms);
    bar.end();
    expect(written()).toBe('');
  });

  it('tells share, count, rate and time left in one line that is written anew', () => {
    const { bar, add, written } = barOn(true);
    add(400, 10_000);
    add(0, 10_050);
    add(600, 20_000);
    expect(written()).toBe(
      '\r\u001b[K[####--------------------] 20 %  400 of 2000 blocks  40.0 blocks/s  40 s left' +
        '\r\u001b[K[############------------] 50 %  1000 of 2000 blocks  50.0 blocks/s  20 s left',
    );
    bar.end();
    bar.end();
    expect(written().endsWith('left\r\u001b[K')).toBe(true);
  });

  it('gives way to a line of its own', () => {
    const { bar, add, written } = barOn(true);
    add(400, 10_000);
    bar.say('a word');
    expect(written().endsWith('left\r\u001b[Ka word\n')).toBe(true);
  });

  it('is a line every five seconds where nobody can draw', () => {
    const { add, written } = barOn(false);
    for (let ms = 0; ms <= 16_000; ms += 500) add(1, ms);
    const lines = written().trimEnd().split('\n');
    expect(lines.map((line) => /(\d+) of 2000/.exec(line)?.[1])).toStrictEqual(['11', '21', '31']);
    expect(written()).not.toContain('\r');
  });

  it.each([
    [4, '8 min left'],
    [0.1, '5 h 33 min left'],
    [0, '? left'],
  ])('tells what is left at %s a second as %s', (perSecond, left) => {
    const { add, written } = barOn(false);
    add(perSecond * 10, 10_000);
    expect(written().trimEnd().endsWith(`  ${left}`)).toBe(true);
  });
});
