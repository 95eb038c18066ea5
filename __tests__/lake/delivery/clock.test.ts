import { expect, it } from 'vitest';
import { monotonicClock } from '../../../lake/delivery/clock.ts';

const timers = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

it('a wait that is aborted ends at once and leaves no timer', async () => {
  const before = timers();
  const abort = new AbortController();
  const waiting = monotonicClock.wait(1e9, abort.signal);
  expect(timers()).toBe(before + 1);
  abort.abort();
  await waiting;
  expect(timers()).toBe(before);
  await monotonicClock.wait(1e9, abort.signal);
});

it('a wait ends by itself, and time has passed by then', async () => {
  const begunAtMs = monotonicClock.nowMs();
  await monotonicClock.wait(20);
  expect(monotonicClock.nowMs() - begunAtMs).toBeGreaterThanOrEqual(19);
});
