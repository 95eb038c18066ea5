import { Watchdog } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';

const MINUTE = 60_000;

describe('a watchdog', () => {
  it('asks when its patience is at its end, and calls it silence when nobody answers', () => {
    const dog = new Watchdog('mainnet', 0);
    dog.changed(1000);
    dog.lives(60_999);
    expect(dog.due(60_999)).toBe('nothing');
    expect(dog.due(61_000)).toBe('ask');
    expect(dog.due(62_000)).toBe('nothing');
    expect(dog.due(71_000)).toBe('silent');
    dog.changed(72_000);
    expect(dog.due(72_000)).toBe('nothing');
  });

  it('says nothing of a socket that is dead altogether', () => {
    const dog = new Watchdog('mainnet', 0);
    dog.changed(1000);
    dog.lives(1000);
    expect(dog.due(60 * MINUTE)).toBe('nothing');
  });

  it('is more patient with a quiet network from the start', () => {
    const dog = new Watchdog('signet', 0);
    dog.lives(9 * MINUTE);
    expect(dog.due(9 * MINUTE)).toBe('nothing');
    expect(dog.due(10 * MINUTE)).toBe('ask');
  });

  it('learns the usual interval', () => {
    const dog = new Watchdog('mainnet', 0);
    for (let n = 1; n <= 50; n += 1) dog.changed(n * 30_000);
    expect(dog.patienceMs).toBe(10 * MINUTE);
    for (let n = 0; n < 60; n += 1) dog.changed(50 * 30_000 + n * 1000);
    expect(dog.patienceMs).toBe(MINUTE);
  });

  it('waits longer after a silence that had missed nothing, up to an hour, and forgets it with the next change', () => {
    const dog = new Watchdog('mainnet', 0);
    let now = 0;
    const patience: Array<number> = [];
    for (let n = 0; n < 8; n += 1) {
      now += 2 * 60 * MINUTE;
      dog.lives(now);
      expect(dog.due(now)).toBe('ask');
      dog.nothingMissed(now);
      patience.push(dog.patienceMs / MINUTE);
    }
    expect(patience).toStrictEqual([2, 4, 8, 16, 32, 60, 60, 60]);
    dog.changed(now + 1000);
    expect(dog.patienceMs).toBeLessThan(60 * MINUTE);
    dog.nothingMissed(now + 2000); // an audit that nobody waited for
    expect(dog.patienceMs).toBeLessThan(60 * MINUTE);
  });
});
