import type * as E from 'fp-ts/lib/Either.js';
import type { Engine } from '../preflight/engine.ts';

/** How often is looked, and how long is waited at most. Milliseconds. */
export interface Pace {
  readonly everyMs: number;
  /** Until an instance has ended; its hook waits for 300 s. */
  readonly endsWithinMs: number;
  /** Until the agent has brought the last words of a listener. */
  readonly saysWithinMs: number;
  /** Until another instance runs. */
  readonly startsWithinMs: number;
  /** Beside what a stream may be quiet and Firehose holds back: until it is in the lake, and in its table. */
  readonly arrivesWithinMs: number;
}

/** What the engine is run on. */
export interface EnginePlace {
  /** The folder that the synthesis wrote. */
  readonly out: string;
  readonly engine: Engine;
  readonly env: NodeJS.ProcessEnv;
}

/** Carries one stack out, by its name. Left: what it said of its failure. */
export type Cdktf = (
  act: 'deploy' | 'destroy',
  stack: string,
  place: EnginePlace,
) => Promise<E.Either<string, void>>;

/** What is around a command. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
  readonly nowMs: () => number;
  readonly pace: Pace;
  /** Left: why it cannot run here. */
  readonly cdktf: () => Promise<E.Either<string, Cdktf>>;
}

const MINUTE_MS = 60_000;

export const realPace: Pace = {
  everyMs: 5_000,
  endsWithinMs: 10 * MINUTE_MS,
  saysWithinMs: 3 * MINUTE_MS,
  startsWithinMs: 10 * MINUTE_MS,
  arrivesWithinMs: 5 * MINUTE_MS,
};
