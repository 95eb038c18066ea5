import { describe, expect, it, onTestFinished } from 'vitest';
import {
  isRestFaultName,
  REST_FAULTS,
  startSimulator,
  type RestFaultName,
} from '../../simulator/index.ts';
import { getRaw, type RawAnswer } from '../support/raw-http.ts';

const start = async () => {
  const simulator = await startSimulator({
    seed: 'rest faults',
    tickMs: 0,
    rows: 50,
    startTimeMs: 1_795_239_437_000,
    pastBlocks: 40,
  });
  onTestFinished(() => simulator.stop());
  const page = () => getRaw(`${simulator.url}/api/v1/blocks`);
  return { simulator, page, right: await page() };
};

/** A page with a fault, after which the next is right again. */
const spoiled = async (name: RestFaultName) => {
  const { simulator, page, right } = await start();
  simulator.fault(name);
  const bad = await page();
  expect(await page()).toMatchObject({ status: 200, body: right.body, isWhole: true });
  return { bad, right };
};

const brief = ({ status, headers, body, isWhole }: RawAnswer) => ({
  status,
  type: headers['content-type'],
  length: headers['content-length'],
  body: body.toString(),
  isWhole,
});
const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';
const WEB_SITE =
  '<!doctype html>\n<html lang="en"><head><title>mempool</title></head><body></body></html>\n';

describe('the list of REST faults', () => {
  it('has a description of one line for each name', () => {
    expect(Object.keys(REST_FAULTS)).toHaveLength(18);
    for (const [name, description] of Object.entries(REST_FAULTS)) {
      expect(isRestFaultName(name)).toBe(true);
      expect(name).toMatch(/^rest-[a-z0-9-]+$/);
      expect(description).toMatch(/^\S.{10,200}[^.\s]$/);
    }
    expect(['rubbish', '', 'toString', 'drop', 'rest'].filter(isRestFaultName)).toEqual([]);
  });
});

describe('answers that are other than they should be', () => {
  it.each([
    ['rest-429', 429, JSON_TYPE, '{"error":"Too Many Requests"}'],
    ['rest-429-bare', 429, JSON_TYPE, '{"error":"Too Many Requests"}'],
    ['rest-500', 500, JSON_TYPE, '{"error":"Failed to get blocks"}'],
    ['rest-503', 503, JSON_TYPE, '{"error":"Service Temporarily Unavailable"}'],
    ['rest-html', 200, HTML_TYPE, WEB_SITE],
    ['rest-text', 200, JSON_TYPE, 'Failed to get blocks'],
    ['rest-empty', 200, undefined, ''],
    ['rest-redirect', 302, undefined, ''],
  ] as const)('%s: is %i, %s, %j', async (name, status, type, body) => {
    const { bad } = await spoiled(name);
    expect(brief(bad)).toEqual({ status, type, length: String(body.length), body, isWhole: true });
    expect(bad.headers['retry-after']).toBe(name === 'rest-429' ? '2' : undefined);
    expect(bad.headers.location).toBe(
      name === 'rest-redirect' ? '/moved/api/v1/blocks' : undefined,
    );
  });

  it.each([
    ['rest-203', 203, JSON_TYPE],
    ['rest-mislabelled', 200, HTML_TYPE],
    ['rest-slow', 200, JSON_TYPE],
  ] as const)('%s: is the right body with %i, %s', async (name, status, type) => {
    const { bad, right } = await spoiled(name);
    expect(brief(bad)).toEqual({ ...brief(right), status, type });
  });

  it('rest-slow: comes in twenty pieces, and stops with the simulator', async () => {
    const { simulator, right } = await start();
    simulator.fault('rest-slow', 2);
    const response = await fetch(`${simulator.url}/api/v1/blocks`);
    let pieces = 0;
    let bytes = 0;
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      pieces += 1;
      bytes += piece.length;
    }
    expect(bytes).toBe(right.body.length);
    // what waits for a busy reader is read in one
    expect(pieces).toBeGreaterThan(1);
    expect(pieces).toBeLessThanOrEqual(20);
    const cut = await fetch(`${simulator.url}/api/v1/blocks`);
    await simulator.stop();
    await expect(cut.arrayBuffer()).rejects.toThrow('terminated');
  });

  it('rest-truncated: announces the whole body and sends the first half', async () => {
    const { bad, right } = await spoiled('rest-truncated');
    expect(bad.isWhole).toBe(false);
    expect(bad.headers['content-length']).toBe(String(right.body.length));
    expect(bad.body).toEqual(right.body.subarray(0, right.body.length / 2));
  });

  it('rest-cut: is a reset without an answer', async () => {
    const { simulator, page, right } = await start();
    simulator.fault('rest-cut');
    await expect(page()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await page()).body).toEqual(right.body);
  });

  it('rest-hang: answers nothing while others are answered, until the simulator stops', async () => {
    const { simulator, page, right } = await start();
    simulator.fault('rest-hang');
    const ends: string[] = [];
    const note = () =>
      page().then(
        ({ body }) => ends.push(body.equals(right.body) ? 'right' : 'wrong'),
        ({ code }: NodeJS.ErrnoException) => ends.push(code ?? ''),
      );
    // either can be the first to arrive
    const two = [note(), note()];
    await Promise.race(two);
    await note();
    await note();
    expect(ends).toEqual(['right', 'right', 'right']);
    await simulator.stop();
    await Promise.all(two);
    expect(ends.slice(3)).toEqual(['ECONNRESET']);
  });
});

describe('several faults', () => {
  it('come in the order they were asked for, each as often as asked for', async () => {
    const { simulator, page } = await start();
    simulator.fault('rest-429', 2);
    simulator.fault('rest-empty');
    simulator.fault('rest-503', 1);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await page()).status);
    expect(statuses).toEqual([429, 429, 200, 503, 200]);
  });

  it('of the chain wait for an answer about it, and do not hold up the others', async () => {
    const { simulator } = await start();
    const get = (path: string) => getRaw(`${simulator.url}/api/v1/${path}`);
    const height = Number((await get('blocks/tip/height')).body);
    simulator.fault('rest-moves');
    simulator.fault('rest-behind');
    simulator.fault('rest-500');
    expect((await get('prices')).status).toBe(500);
    expect((await get('prices')).status).toBe(200);
    expect(Number((await get('blocks/tip/height')).body)).toBe(height - 2);
    expect(Number((await get('blocks/tip/height')).body)).toBe(height);
    await get(`blocks/${height - 1}`);
    expect(simulator.truth().staleBlocks).toHaveLength(0);
    await get('blocks');
    expect(simulator.truth().staleBlocks).toHaveLength(2);
  });
});
