import type { Simulator } from '../../simulator/index.ts';

/** The simulator's next block by update. */
export interface Truth {
  readonly transactions: number;
  readonly feeSats: number;
  readonly weight: number;
}

export interface BeatOptions {
  readonly updatesPerSecond: number;
  /** Quotes beside each update; an update alone makes two lines. */
  readonly quotesPerUpdate: number;
  /** A mempool that only grows makes each update dearer than the one before. @default no blocks but the simulator's own */
  readonly updatesPerBlock?: number;
}

/** Drives a simulator at a steady rate. */
export interface Beat {
  /** By sequence, from the beginning. */
  readonly truths: ReadonlyMap<number, Truth>;
  readonly stop: () => void;
}

const EVERY_MS = 10;
/** On a machine too busy for the rate others get their turn in between: a listener that connects, for one. */
const LONGEST_TURN_MS = 50;

export const startBeat = (
  simulator: Simulator,
  { updatesPerSecond, quotesPerUpdate, updatesPerBlock = Number.POSITIVE_INFINITY }: BeatOptions,
): Beat => {
  const truths = new Map<number, Truth>();
  let dueFromMs = performance.now();
  const note = (): void => {
    const { sequence, nextBlock } = simulator.truth();
    const { transactions, feeSats, weight } = nextBlock;
    truths.set(sequence, { transactions, feeSats, weight });
  };
  let updates = 0;
  const update = (): void => {
    simulator.tick();
    note();
    updates += 1;
    if (updates % updatesPerBlock === 0) {
      simulator.mineBlock();
      note();
    }
    for (let quote = 0; quote < quotesPerUpdate; quote += 1) simulator.quote();
  };
  note();
  const atOnce = updatesPerSecond; // what a pause of a second left to do is made up for; the rest is left out
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const due = Math.floor(((nowMs - dueFromMs) / 1000) * updatesPerSecond);
    let done = 0;
    for (; done < Math.min(due, atOnce); done += 1) {
      if (performance.now() - nowMs > LONGEST_TURN_MS) break;
      update();
    }
    dueFromMs = due > atOnce ? nowMs : dueFromMs + (done / updatesPerSecond) * 1000;
  }, EVERY_MS);
  return { truths, stop: () => clearInterval(timer) };
};
