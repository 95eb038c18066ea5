import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../cli/program.ts';
import { lengthOf } from '../../../poller/chain/ranges.ts';
import { PriceFill, type PriceReport } from '../../../poller/prices/fill.ts';
import { hourOfPrice } from '../../../poller/prices/hours.ts';
import { decodeState, EMPTY_STATE } from '../../../poller/state/codec.ts';
import { stateStore } from '../../../poller/state/store.ts';
import type { RestFault, RestGet } from '../../../sources/rest/ports.ts';
import { Killed, MemoryLake, type Trouble } from '../../support/chain/memory-lake.ts';
import { countsOf } from '../../support/conservation.ts';
import { producer } from '../../support/lines.ts';

const identity = { network: 'regtest', originClass: 'real' } as const;
const BATCH_HOURS = 24;
const FIRST = hourOfPrice(Date.parse('2026-11-20T00:00:00Z'));

const bodyOf = (prices: ReadonlyArray<object>): string =>
  JSON.stringify({ prices, exchangeRates: { USDEUR: 0.9 } });

/** One price an hour, on the hour; some are missing, as the source says it. */
const priceAt = (hour: number) => ({ time: hour * 3600, USD: hour % 7 === 0 ? -1 : hour, EUR: 0 });

const hourAsked = (path: string): number => {
  const [, seconds = ''] = /^\/api\/v1\/historical-price\?timestamp=(\d+)$/.exec(path) ?? [];
  return hourOfPrice(Number(seconds) * 1000);
};

/** A lake, a source, and fills one after another or side by side. */
class PriceHistory {
  readonly lake = new MemoryLake();
  readonly asked: Array<number> = [];
  answer: (hour: number) => E.Either<RestFault, string> = (hour) =>
    E.right(bodyOf([priceAt(hour)]));
  #ids = 0;

  constructor() {
    this.lake.saved = () => {
      const held = new Set(this.quotes().map(({ hour }) => hour));
      for (const { from, to } of this.hours)
        for (let hour = from; hour <= to; hour += 1)
          if (!held.has(hour) && this.hasPrice(hour))
            throw new Error(`hour ${hour} is held, not written`);
    };
  }

  hasPrice: (hour: number) => boolean = () => true;

  get hours() {
    const state = this.lake.text === null ? E.right(EMPTY_STATE) : this.#decoded(this.lake.text);
    if (E.isLeft(state)) throw new Error(state.left.message);
    return state.right.priceHours;
  }

  #decoded(text: string) {
    return decodeState(text, 'memory', identity);
  }

  quotes() {
    return this.lake.lines.flatMap((line) =>
      line.type === 'ConversionsQuoted'
        ? [{ hour: hourOfPrice(Date.parse(line.fields.quotedAt)), text: line.payloadText }]
        : [],
    );
  }

  /** Null: it was killed. */
  async fill(
    count: number,
    {
      order = 'newest',
      trouble = () => 'none',
      signal = new AbortController().signal,
    }: {
      readonly order?: 'newest' | 'oldest';
      readonly trouble?: () => Trouble;
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<PriceReport | null> {
    const get: RestGet = async (path) => {
      await Promise.resolve();
      const hour = hourAsked(path);
      this.asked.push(hour);
      return E.map((text: string): Uint8Array => Buffer.from(text))(this.answer(hour));
    };
    const { store, document } = this.lake.views(() => Promise.resolve(), trouble);
    const fill = new PriceFill(
      {
        url: 'http://source',
        producer,
        hours: { from: FIRST, to: FIRST + count - 1 },
        order,
        signal,
      },
      {
        get,
        store,
        states: stateStore(document, identity),
        clock: { nowMs: () => 0, wait: () => Promise.resolve() },
        random: () => 0,
        newId: () => `e${(this.#ids += 1)}`,
        sha256,
        nowMs: () => Date.parse('2026-11-25T00:00:00Z'),
        filled: () => undefined,
      },
    );
    try {
      return await fill.run();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return null;
    }
  }
}

const fault = (code: RestFault['code'], isTransient: boolean): RestFault => ({
  code,
  message: 'it is so',
  status: null,
  isTransient,
  retryAfterMs: 0,
});

const whole = { fault: null, holes: [], left: 0 };

describe('a fill of prices', () => {
  it.each(['newest', 'oldest'] as const)(
    'writes each hour as it came, %s first, and asks for none again',
    async (order) => {
      const history = new PriceHistory();
      expect(await history.fill(60, { order })).toMatchObject({
        ...whole,
        requests: 60,
        written: 60,
      });
      const rising = Array.from({ length: 60 }, (_, index) => FIRST + index);
      expect(history.asked).toStrictEqual(order === 'oldest' ? rising : rising.toReversed());
      expect(history.quotes().map(({ text }) => text)).toStrictEqual(
        history.asked.map((hour) => JSON.stringify(priceAt(hour))),
      );
      expect(await history.fill(62, { order })).toMatchObject({ ...whole, requests: 2 });
      for (const { counted, held } of countsOf(
        history.lake.lines.filter(({ envelope }) => envelope.epochId === 'e1'),
      ))
        expect(counted).toStrictEqual(held);
    },
  );

  it('loses nothing by kills at any moment, and asks for a batch again at most', async () => {
    const troubles: fc.Arbitrary<Trouble> = fc.constantFrom(
      'kill-before',
      'kill-after',
      'lose-reply',
      'fail',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ trouble: troubles, at: fc.integer({ min: 1, max: 9 }) }), {
          maxLength: 5,
        }),
        fc.constantFrom('newest', 'oldest'),
        async (mishaps, order) => {
          const history = new PriceHistory();
          for (const { trouble, at } of mishaps) {
            let calls = 0;
            await history.fill(100, {
              order,
              trouble: () => ((calls += 1) === at ? trouble : 'none'),
            });
          }
          expect(await history.fill(100, { order })).toMatchObject(whole);
          expect(new Set(history.quotes().map(({ hour }) => hour)).size).toBe(100);
          expect(history.asked.length - 100).toBeLessThanOrEqual(mishaps.length * BATCH_HOURS);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes on beside another, and each hour is held in the end', async () => {
    const history = new PriceHistory();
    const both = [history.fill(90), history.fill(90, { order: 'oldest' })];
    for (const report of await Promise.all(both)) expect(report).toMatchObject(whole);
    expect(history.hours).toStrictEqual([{ from: FIRST, to: FIRST + 89 }]);
  });

  it('does not take the price of an earlier hour for the one that is missing, and does not ask again', async () => {
    const history = new PriceHistory();
    history.hasPrice = (hour) => hour % 2 === 0 && hour >= FIRST + 4;
    history.answer = (hour) =>
      E.right(bodyOf(hour < FIRST + 4 ? [] : [priceAt(hour - (hour % 2))]));
    const report = await history.fill(12);
    expect(report).toMatchObject({ fault: null, written: 4, without: 8, left: 0 });
    expect(await history.fill(12)).toMatchObject({ requests: 0 });
  });

  it('keeps what does not decode, and asks for it again', async () => {
    const history = new PriceHistory();
    history.hasPrice = (hour) => hour !== FIRST + 3;
    const right = history.answer;
    history.answer = (hour) =>
      hour === FIRST + 3 ? E.right(bodyOf([{ time: 'noon', USD: 1 }])) : right(hour);
    const hole = { from: FIRST + 3, to: FIRST + 3 };
    expect(await history.fill(10)).toMatchObject({ holes: [hole], left: 0, written: 9 });
    expect(history.lake.lines.filter(({ type }) => type === 'FragmentRejected')).toHaveLength(1);
    history.answer = right;
    history.hasPrice = () => true;
    expect(await history.fill(10)).toMatchObject({ ...whole, requests: 1, written: 1 });
  });

  it('keeps what came before its source failed or it was stopped', async () => {
    const history = new PriceHistory();
    const right = history.answer;
    history.answer = (hour) => (hour === FIRST ? E.left(fault('refused', false)) : right(hour));
    expect(await history.fill(30)).toMatchObject({ fault: { code: 'refused' }, left: 1 });
    const stopping = new AbortController();
    history.answer = (hour) => {
      if (hour === FIRST + 40) stopping.abort();
      return right(hour);
    };
    const stopped = await history.fill(60, { order: 'oldest', signal: stopping.signal });
    expect(stopped).toMatchObject({ fault: null, left: 19, written: 12 });
    expect(history.hours.reduce((sum, range) => sum + lengthOf(range), 0)).toBe(41);
    const ends = history.lake.lines.flatMap((line) =>
      line.type === 'EpochClosed' ? [line.fields.closeReason] : [],
    );
    expect(ends).toStrictEqual(['failed', 'stopped']);
  });
});
