import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into a process before its program: measures the delay of its event loop. The parent sends `begin`, and
 * later `read`, which is answered with a `Delay`.
 */
export interface Delay {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const NANOSECONDS_A_MS = 1e6;
const msOf = (nanoseconds: number): number =>
  Math.round((nanoseconds / NANOSECONDS_A_MS) * 100) / 100;

const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();
process.on('message', (word) => {
  if (word === 'begin') return delays.reset();
  const delay: Delay = {
    p50Ms: msOf(delays.percentile(50)),
    p99Ms: msOf(delays.percentile(99)),
    maxMs: msOf(delays.max),
  };
  process.send?.(delay);
});
process.channel?.unref(); // the program ends when it has nothing to do
