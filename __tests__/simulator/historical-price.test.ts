import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { getJson, getRaw } from '../support/raw-http.ts';

const START_S = 1_795_239_437;
const KEYS = ['time', 'USD', 'EUR', 'GBP', 'CAD', 'CHF', 'AUD', 'JPY'];

interface History {
  readonly prices: ReadonlyArray<Readonly<Record<string, number>>>;
  readonly exchangeRates: Readonly<Record<string, number>>;
}

const start = async (seed = 'prices') => {
  const simulator = await startSimulator({
    seed,
    tickMs: 0,
    rows: 50,
    startTimeMs: START_S * 1000,
    pastBlocks: 20,
    meanBlockSeconds: 1e9,
    speed: 400,
  });
  onTestFinished(() => simulator.stop());
  const url = `${simulator.url}/api/v1/historical-price`;
  const ask = async (query = '') => (await getJson(url + query)) as History;
  return { simulator, url, ask };
};

describe('historical-price', () => {
  it('lists the newest 2,000 without a time, newest first, an hour apart before the start', async () => {
    const { simulator, ask } = await start();
    for (let n = 0; n < 3; n += 1) simulator.tick();
    const { prices } = await ask();
    expect(prices).toHaveLength(2_000);
    expect(prices[0]).toEqual(simulator.truth().conversions);
    for (const price of prices) expect(Object.keys(price)).toEqual(KEYS);
    const ages = prices.map(({ time = 0 }) => START_S - time);
    expect(ages.slice(0, 4)).toEqual([-1_800, -1_200, -600, 60]);
    expect(ages.slice(4, 7)).toEqual([2_237, 5_837, 9_437]);
    expect(ages.at(-1)).toBe(2_237 + 1_995 * 3_600);
  });

  it('gives one entry at or before a time', async () => {
    const { simulator, ask } = await start();
    const first = simulator.truth().conversions;
    simulator.tick();
    const second = simulator.truth().conversions;
    const at = async (seconds: number) => (await ask(`?timestamp=${seconds}`)).prices;
    expect(await at(second.time + 1e6)).toEqual([second]);
    expect(await at(second.time)).toEqual([second]);
    expect(await at(second.time - 1)).toEqual([first]);
    expect(await at(first.time)).toEqual([first]);
    const [before] = await at(first.time - 1);
    expect(before?.['time']).toBe(START_S - 2_237);
    expect((await at(1_300_000_000))[0]?.['time']).toBe(1_299_999_600);
    expect((await ask()).prices).toContainEqual(before);
    expect((await ask('?timestamp=x')).prices).toHaveLength(2_000);
  });

  it('agrees with the present where one quote follows another in the same second', async () => {
    const { simulator, ask } = await start();
    simulator.quote();
    simulator.quote();
    const now = simulator.truth().conversions;
    expect((await ask(`?timestamp=${now.time}`)).prices).toEqual([now]);
    expect((await ask()).prices.filter(({ time }) => time === now.time)).toEqual([now]);
  });

  it('leaves out the other currencies, the dollar apart', async () => {
    const { url, ask, simulator } = await start();
    const { EUR, USD, time } = simulator.truth().conversions;
    const text = async (query: string) => (await getRaw(url + query)).body.toString();
    expect(await text(`?timestamp=${time}&currency=EUR`)).toMatch(
      `{"prices":[{"time":${time},"EUR":${EUR},"USD":${USD}}],"exchangeRates":{"USDEUR":0.87,"USDGBP":0.75,"USDCAD":`,
    );
    expect(await text(`?timestamp=${time}&currency=USD`)).toContain(
      `{"prices":[{"time":${time},"USD":${USD}}],`,
    );
    const { exchangeRates, prices } = await ask('?currency=JPY');
    expect(Object.keys(exchangeRates)).toEqual(
      ['EUR', 'GBP', 'CAD', 'CHF', 'AUD', 'JPY'].map((each) => `USD${each}`),
    );
    expect(prices).toHaveLength(2_000);
    expect(Object.keys(prices[1_000] ?? {})).toEqual(['time', 'JPY', 'USD']);
  });

  it('lacks a price here and there, never the dollar', async () => {
    const { prices } = await (await start()).ask();
    const missing = prices.flatMap((price) => KEYS.filter((key) => price[key] === -1));
    // 2,000 entries, six currencies, one in twenty: 600 with a deviation of 24
    expect(missing.length).toBeGreaterThan(500);
    expect(missing.length).toBeLessThan(700);
    expect(missing).not.toContain('USD');
    const said = prices.flatMap((price) => KEYS.map((key) => price[key] ?? 0));
    expect(said.filter((price) => price !== -1 && !(price > 0))).toEqual([]);
  });

  it('is the same with the same seed, and another with another', async () => {
    const [one, again, other] = [await start(), await start(), await start('other')];
    const old = '?timestamp=1500000000';
    expect(await one.ask()).toEqual(await again.ask());
    expect(await one.ask(old)).toEqual(await again.ask(old));
    expect((await one.ask(old)).prices).not.toEqual((await other.ask(old)).prices);
    const missing = async ({ ask }: typeof one) =>
      (await ask()).prices.filter((price) => price['EUR'] === -1).map(({ time }) => time);
    expect(await missing(one)).not.toEqual(await missing(other));
  });

  it('tells zeros of the time before 2010-07-19 to who asks for a currency, else nothing', async () => {
    const { ask } = await start();
    const day = 1_279_497_600;
    expect((await ask(`?timestamp=${day - 1}&currency=EUR`)).prices).toEqual([
      { time: day, EUR: 0, USD: 0 },
    ]);
    expect((await ask(`?timestamp=${day - 1}`)).prices).toEqual([]);
    expect((await ask(`?timestamp=${day}&currency=USD`)).prices).toEqual([
      { time: day, USD: expect.closeTo(0.1, 0) },
    ]);
  });

  it.each(['?currency=XXX', '?timestamp=1500000000&currency=eur', '?currency=time'])(
    'has an empty body with 200 for %s',
    async (query) => {
      const { status, headers, body } = await getRaw((await start()).url + query);
      expect([status, headers['content-type'], body.length]).toEqual([200, undefined, 0]);
    },
  );
});
