import * as E from 'fp-ts/lib/Either.js';
import type { HistoryFault, NextBlockHistory, NextBlockThen } from './next-block-history.ts';

type Answer = E.Either<HistoryFault, NextBlockThen>;

export interface Patience {
  /** How long a question may wait for its answer. */
  readonly patienceMs: number;
  /** How many answers are remembered. */
  readonly remembered: number;
}

const busy: Answer = E.left({
  tag: 'busy',
  message: 'The tables are in use, by a build as a rule; try again in a moment.',
});

const afterMs = (ms: number): { readonly over: Promise<Answer>; readonly stop: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<Answer>((resolve) => {
    timer = setTimeout(resolve, ms, busy);
  });
  return { over, stop: () => clearTimeout(timer) };
};

/**
 * Storage is asked one question at a time: each holds the warehouse's file, which the next build waits for. Who waits
 * too long is told to try again; what was asked is still answered, into the memory. Only what is known is remembered,
 * since of the rest more may be known later.
 */
export const oneAtATime = (
  ask: NextBlockHistory['at'],
  { patienceMs, remembered }: Patience,
): NextBlockHistory['at'] => {
  const memory = new Map<number, Answer>();
  let line: Promise<unknown> = Promise.resolve();

  const remember = (atMs: number, answer: Answer): void => {
    if (E.isLeft(answer) || answer.right.level === 'unknown') return;
    memory.set(atMs, answer);
    const [oldest] = memory.keys();
    if (memory.size > remembered && oldest !== undefined) memory.delete(oldest);
  };
  const asked = async (atMs: number): Promise<Answer> => {
    const answer = await ask(atMs);
    remember(atMs, answer);
    return answer;
  };
  /** In its turn, unless nobody waits for it any more. */
  const inTurn = (atMs: number, isWanted: () => boolean): Promise<Answer> => {
    const answer = line.then(() => (isWanted() ? asked(atMs) : busy));
    line = answer.catch(() => undefined);
    return answer;
  };

  return async (atMs) => {
    const known = memory.get(atMs);
    if (known !== undefined) return known;
    let isWanted = true;
    const { over, stop } = afterMs(patienceMs);
    const answer = await Promise.race([inTurn(atMs, () => isWanted), over]);
    isWanted = false;
    stop();
    return answer;
  };
};
