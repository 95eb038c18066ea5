import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../lake/delivery/ports.ts';

interface Wait {
  readonly untilMs: number;
  readonly end: () => void;
}

/** A clock that stands still until it is turned. */
export interface HandClock extends Clock {
  /** Waits that did not end, by how long they have to go. */
  readonly waiting: () => ReadonlyArray<number>;
  /** Lets so long pass: waits end in their order, and what they were for is done before the next one ends. */
  readonly pass: (ms: number) => Promise<void>;
  /** Lets everything be done that needs no time: callbacks, and what waits for nothing but files or sockets in `until`. */
  readonly rest: () => Promise<void>;
  /** Goes from wait to wait until something is so; throws when nothing waits any more, or after `mostMs` of its time. */
  readonly until: (isSo: () => boolean, mostMs?: number) => Promise<void>;
}

/** Turns of the event loop after which what needs no time is done. */
const TURNS = 6;

export const handClock = (): HandClock => {
  let nowMs = 0;
  let waits: ReadonlyArray<Wait> = [];

  const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const one: Wait = {
        untilMs: nowMs + ms,
        end: () => {
          waits = waits.filter((other) => other !== one);
          resolve();
        },
      };
      waits = [...waits, one];
      signal?.addEventListener('abort', one.end, { once: true });
    });

  const rest = async (): Promise<void> => {
    for (let count = 0; count < TURNS; count += 1) await turn();
  };

  /** The next wait that ends until then; false where there is none. */
  const step = (untilMs: number): boolean => {
    const [next] = waits.toSorted((one, other) => one.untilMs - other.untilMs);
    if (next === undefined || next.untilMs > untilMs) return false;
    nowMs = Math.max(nowMs, next.untilMs);
    next.end();
    return true;
  };

  return {
    nowMs: () => nowMs,
    wait,
    waiting: () => waits.map(({ untilMs }) => untilMs - nowMs).toSorted((a, b) => a - b),
    rest,
    pass: async (ms) => {
      const untilMs = nowMs + ms;
      await rest();
      while (step(untilMs)) await rest();
      nowMs = untilMs;
    },
    until: async (isSo, mostMs = 24 * 3_600_000) => {
      const untilMs = nowMs + mostMs;
      await rest();
      while (!isSo()) {
        if (!step(untilMs)) throw new Error('nothing waits that could make it so');
        await rest();
      }
    },
  };
};
