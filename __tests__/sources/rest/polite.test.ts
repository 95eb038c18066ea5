import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { restFault } from '../../../sources/rest/fault.ts';
import { politeGet, type Manners, type RestRetry } from '../../../sources/rest/polite.ts';
import type { RestFault, RestGet } from '../../../sources/rest/ports.ts';
import { handClock } from '../../support/clock.ts';

type Answer = RestFault | 'body';

const body = Buffer.from('[]');
const broken = restFault('server-error', 'answered 500', 500);
const throttled = (retryAfterMs: number) =>
  restFault('throttled', 'answered 429', 429, retryAfterMs);
const manners: Manners = { perSecond: 10, tries: 4, longestWaitMs: 3_600_000 };
const nearlyOne = () => 1 - Number.EPSILON;

interface Made {
  readonly path: string;
  readonly beganMs: number;
  readonly endedMs: number;
  readonly answer: Answer;
}

/** A source that answers from a list, the last again and again, and takes its time. */
const source = (answers: ReadonlyArray<Answer>, tookMs = 0) => {
  const clock = handClock();
  const begun: Array<string> = [];
  const made: Array<Made> = [];
  const get: RestGet = async (path) => {
    const answer = answers[Math.min(begun.length, answers.length - 1)] ?? 'body';
    const beganMs = clock.nowMs();
    begun.push(path);
    if (tookMs > 0) await clock.wait(tookMs);
    made.push({ path, beganMs, endedMs: clock.nowMs(), answer });
    return answer === 'body' ? E.right(body) : E.left(answer);
  };
  const told: Array<RestRetry> = [];
  const polite = (own: Partial<Manners> = {}, random = nearlyOne): RestGet =>
    politeGet(get, { ...manners, ...own }, clock, random, (retry) => told.push(retry));
  return { clock, made, told, polite, beganMs: () => made.map((one) => one.beganMs) };
};

/** Turns the clock until all is answered; the answers in the order of asking. */
const settled = async <A>(
  { clock }: ReturnType<typeof source>,
  asked: ReadonlyArray<Promise<A>>,
): Promise<ReadonlyArray<A>> => {
  const answers = Promise.all(asked);
  let isDone = false;
  void answers.then(() => (isDone = true));
  await clock.until(() => isDone, 1e12);
  return answers;
};

describe('requests', () => {
  it('of all callers begin evenly, at most so many a second, the first at once', async () => {
    const from = source(['body']);
    const get = from.polite({ perSecond: 4 });
    const answers = await settled(from, [get('/a'), get('/b'), get('/c')]);
    expect(answers).toStrictEqual([E.right(body), E.right(body), E.right(body)]);
    await from.clock.pass(10_000); // what was not asked is not saved up
    await settled(from, [get('/d'), get('/e')]);
    expect(from.made.map(({ path, beganMs }) => [path, beganMs])).toStrictEqual([
      ['/a', 0],
      ['/b', 250],
      ['/c', 500],
      ['/d', 10_500],
      ['/e', 10_750],
    ]);
  });

  it('are made again with a wait that doubles, each told before it, up to the last try', async () => {
    const from = source([broken]);
    expect(await settled(from, [from.polite()('/a')])).toStrictEqual([E.left(broken)]);
    expect(from.beganMs()).toStrictEqual([0, 1000, 3000, 7000]);
    expect(from.told).toStrictEqual(
      [1000, 2000, 4000].map((retryAfterMs, at) => ({
        path: '/a',
        fault: broken,
        attempt: at + 1,
        retryAfterMs,
      })),
    );
  });

  it('keep their pace where chance makes no wait, and no wait is longer than agreed', async () => {
    const hasty = source([broken, broken, 'body']);
    expect(await settled(hasty, [hasty.polite({}, () => 0)('/a')])).toStrictEqual([E.right(body)]);
    expect(hasty.beganMs()).toStrictEqual([0, 100, 200]);
    const bounded = source([broken]);
    await settled(bounded, [bounded.polite({ longestWaitMs: 1500 })('/a')]);
    expect(bounded.beganMs()).toStrictEqual([0, 1000, 2500, 4000]);
  });

  it.each(['refused', 'not-found', 'not-json', 'empty', 'too-large', 'deprecated'] as const)(
    'that would fail again are not made again: %s',
    async (code) => {
      const fault = restFault(code, 'no', 400, 5000);
      const from = source([fault, 'body']);
      expect(await settled(from, [from.polite()('/a')])).toStrictEqual([E.left(fault)]);
      expect(from.told).toStrictEqual([]);
      expect(from.made).toHaveLength(1);
    },
  );
});

describe('a source that wants to be asked later', () => {
  it('is asked then by everybody, those who did not hear it themselves as well', async () => {
    const from = source([throttled(60_000), 'body']);
    const get = from.polite();
    await settled(from, [get('/a'), get('/b')]);
    expect(from.made.map(({ beganMs }) => beganMs)).toStrictEqual([0, 60_000, 60_100]);
    expect(from.told).toMatchObject([{ path: '/a', attempt: 1, retryAfterMs: 60_000 }]);
  });

  it('later than agreed is left alone, and every caller has its fault at once', async () => {
    const from = source([throttled(60_000), 'body']);
    const get = from.polite({ longestWaitMs: 5000 });
    const [first, second] = await settled(from, [get('/a'), get('/b')]);
    expect(first).toStrictEqual(E.left(throttled(60_000)));
    expect(second).toStrictEqual(E.left(throttled(59_900)));
    expect(from.told).toStrictEqual([]);
    await from.clock.pass(55_000 - from.clock.nowMs());
    expect(await settled(from, [get('/c')])).toStrictEqual([E.right(body)]);
    expect(from.beganMs()).toStrictEqual([0, 60_000]);
  });
});

describe('who stops', () => {
  const stoppedLeft = { left: { code: 'stopped', status: null, isTransient: false } };

  it('while the pace or a retry is waited for has an answer at once, and asks no more', async () => {
    for (const answers of [['body'], [broken]] as const) {
      const from = source(answers);
      const get = from.polite();
      const stop = new AbortController();
      const first = get('/a', stop.signal);
      const second = get('/b', stop.signal);
      await from.clock.pass(50);
      stop.abort();
      await from.clock.rest();
      expect(from.clock.waiting()).toStrictEqual([]);
      expect(await second).toMatchObject(stoppedLeft);
      expect(await first).toMatchObject(answers[0] === 'body' ? E.right(body) : stoppedLeft);
      expect(from.made).toHaveLength(1);
    }
  });

  it('during a request that fails is not told of another try', async () => {
    const from = source([broken], 1000);
    const stop = new AbortController();
    const asked = from.polite()('/a', stop.signal);
    await from.clock.pass(500);
    stop.abort();
    await from.clock.pass(500);
    expect(await asked).toMatchObject(stoppedLeft);
    expect(from.told).toStrictEqual([]);
  });

  it('before asking asks nothing', async () => {
    const from = source(['body']);
    expect(await from.polite()('/a', AbortSignal.abort())).toMatchObject(stoppedLeft);
    expect(from.made).toStrictEqual([]);
  });
});

describe('whatever the source answers and whoever asks when', () => {
  const answer = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Answer>('body') },
    { weight: 2, arbitrary: fc.constant<Answer>(broken) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 20_000 }).map(throttled) },
    fc.constant<Answer>(restFault('refused', 'answered 400', 400)),
    fc.constant<Answer>(restFault('syncing', 'answered 503', 503)),
  );
  const histories = fc.record({
    answers: fc.array(answer, { minLength: 1, maxLength: 20 }),
    tookMs: fc.nat(3000),
    perSecond: fc.double({ min: 0.2, max: 50, noNaN: true }),
    tries: fc.integer({ min: 1, max: 5 }),
    longestWaitMs: fc.constantFrom(0, 2000, 3_600_000),
    chance: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 1,
    }),
    askedAtMs: fc.array(fc.nat(5000), { minLength: 1, maxLength: 6 }),
  });

  it('no two requests are closer than the pace, none is sooner than wished, and tries have an end', async () => {
    let patient = 0;
    await fc.assert(
      fc.asyncProperty(histories, async ({ answers, tookMs, chance, askedAtMs, ...own }) => {
        const from = source(answers, tookMs);
        let drawn = 0;
        const get = from.polite(own, () => chance[drawn++ % chance.length] ?? 0);
        const asked = askedAtMs.map(async (ms, at) => {
          await from.clock.wait(ms);
          return get(`/${at}`);
        });
        await settled(from, asked);
        const began = from.beganMs().toSorted((one, other) => one - other);
        began.slice(1).forEach((ms, at) => {
          expect(ms - (began[at] ?? 0)).toBeGreaterThanOrEqual(1000 / own.perSecond - 1e-6); // sums of fractions
        });
        for (const { endedMs, answer: came } of from.made) {
          if (came === 'body' || came.retryAfterMs === 0) continue;
          const tooSoon = began.filter((ms) => ms > endedMs && ms < endedMs + came.retryAfterMs);
          expect(tooSoon).toStrictEqual([]);
          patient += 1;
        }
        askedAtMs.forEach((_, at) => {
          const tries = from.made.filter(({ path }) => path === `/${at}`).length;
          expect(tries).toBeLessThanOrEqual(own.tries);
        });
        from.told.forEach(({ retryAfterMs }) =>
          expect(retryAfterMs).toBeLessThanOrEqual(own.longestWaitMs),
        );
      }),
      { numRuns: 300 },
    );
    expect(patient).toBeGreaterThan(100);
  });
});
