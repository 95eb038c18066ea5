import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type {
  NextBlockHistory,
  NextBlockThen,
} from '../../../dashboard/server/next-block-history.ts';
import { oneAtATime } from '../../../dashboard/server/one-at-a-time.ts';

type Answer = Awaited<ReturnType<NextBlockHistory['at']>>;

const totals = { transactions: 0, feeSats: 0, weight: 0, lowestRate: null, medianRate: null };
const then = { level: 'verified', sequence: 7, totals, rows: [] } satisfies NextBlockThen;
const nothingKnown: NextBlockThen = { level: 'unknown', cause: 'socket' };

/** A storage that answers when it is told to. */
const storage = () => {
  const asked: number[] = [];
  const waiting: Array<(answer: Answer) => void> = [];
  return {
    asked,
    ask: (atMs: number) => {
      asked.push(atMs);
      return new Promise<Answer>((resolve) => waiting.push(resolve));
    },
    answer: (answer: Answer) => waiting.shift()?.(answer),
  };
};

/** Lets everything that can go on go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('storage asked one question at a time', () => {
  it('gets the next question when the one before is answered', async () => {
    const { asked, ask, answer } = storage();
    const at = oneAtATime(ask, { patienceMs: 60_000, remembered: 4 });
    const answers = Promise.all([at(1), at(2), at(3)]);
    await settle();
    expect(asked).toEqual([1]);
    answer(E.right(then));
    await settle();
    expect(asked).toEqual([1, 2]);
    answer(E.left({ tag: 'failed', message: 'no such table' }));
    await settle();
    answer(E.right({ ...then, sequence: 9 }));
    expect(await answers).toEqual([
      E.right(then),
      E.left({ tag: 'failed', message: 'no such table' }),
      E.right({ ...then, sequence: 9 }),
    ]);
  });

  it('says to try again to who waits too long, and never asks what nobody waits for', async () => {
    const { asked, ask, answer } = storage();
    const at = oneAtATime(ask, { patienceMs: 20, remembered: 4 });
    const [first, second] = await Promise.all([at(1), at(2)]);
    const busy = {
      tag: 'busy',
      message: 'The tables are in use, by a build as a rule; try again in a moment.',
    };
    expect([first, second]).toEqual([E.left(busy), E.left(busy)]);
    answer(E.right(then)); // too late for who asked, in time for who asks again
    await settle();
    expect(asked).toEqual([1]);
    expect(await at(1)).toEqual(E.right(then));
    expect(asked).toEqual([1]);
  });

  it('remembers the newest answers that know, and asks again for the others', async () => {
    const { asked, ask, answer } = storage();
    const at = oneAtATime(ask, { patienceMs: 60_000, remembered: 2 });
    const told = async (atMs: number, answered: Answer): Promise<Answer> => {
      const answering = at(atMs);
      await settle();
      answer(answered);
      return answering;
    };
    for (const atMs of [1, 2, 3]) await told(atMs, E.right(then));
    await at(3);
    await at(2);
    expect(asked).toEqual([1, 2, 3]);
    await told(1, E.right(then)); // had been forgotten
    await told(9, E.right(nothingKnown));
    await told(9, E.left({ tag: 'failed', message: 'no' }));
    await told(9, E.right(then));
    expect(asked).toEqual([1, 2, 3, 1, 9, 9, 9]);
  });

  it('goes on after a question that broke', async () => {
    let isBroken = true;
    const at = oneAtATime(
      () => (isBroken ? Promise.reject(new Error('broken')) : Promise.resolve(E.right(then))),
      { patienceMs: 60_000, remembered: 2 },
    );
    await expect(at(1)).rejects.toThrow('broken');
    isBroken = false;
    expect(await at(1)).toEqual(E.right(then));
  });
});
