import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 500;

/** Looks again and again until there is something; null where that takes too long. */
export const until = async <A>(
  withinMs: number,
  look: () => Promise<A | null> | A | null,
): Promise<A | null> => {
  const lateAt = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== null || performance.now() > lateAt) return seen;
    await wait(LOOK_EVERY_MS);
  }
};
