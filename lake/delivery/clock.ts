import { setTimeout as after } from 'node:timers/promises';
import type { Clock } from './ports.ts';

/** The machine's own. */
export const monotonicClock: Clock = {
  nowMs: () => performance.now(),
  wait: (ms, signal) => after(ms, undefined, { signal }).catch(() => undefined),
};
