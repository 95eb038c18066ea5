import { setTimeout as pause } from 'node:timers/promises';
import type { Machine } from './machine.ts';

/** Looks again and again until something is seen. Null: not within that time. */
export const until = async <A>(
  look: () => Promise<A | null>,
  withinMs: number,
  { nowMs, pace }: Pick<Machine, 'nowMs' | 'pace'>,
): Promise<A | null> => {
  const lateAtMs = nowMs() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== null || nowMs() >= lateAtMs) return seen;
    await pause(pace.everyMs);
  }
};
