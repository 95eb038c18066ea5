import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  REST_FAULTS,
  startSimulator,
  type RestFaultName,
  type Simulator,
} from '../../../simulator/index.ts';
import { restGet } from '../../../sources/rest/get.ts';
import { politeGet, type RestRetry } from '../../../sources/rest/polite.ts';
import type { RestFaultCode } from '../../../sources/rest/ports.ts';
import { handClock } from '../../support/clock.ts';

/** What the client makes of each fault of the simulator; `body`: an answer like any other to it. */
const outcomes: Readonly<Record<RestFaultName, RestFaultCode | 'body'>> = {
  'rest-429': 'throttled',
  'rest-429-bare': 'throttled',
  'rest-500': 'server-error',
  'rest-503': 'syncing',
  'rest-203': 'deprecated',
  'rest-redirect': 'unexpected-status',
  'rest-html': 'not-json',
  'rest-mislabelled': 'body',
  'rest-text': 'not-json',
  'rest-empty': 'empty',
  'rest-slow': 'timeout',
  'rest-hang': 'timeout',
  'rest-cut': 'unreachable',
  'rest-truncated': 'truncated',
  'rest-behind': 'body',
  'rest-moves': 'body',
  'rest-cached': 'body',
  'rest-uncached': 'body',
};

const PATH = '/api/v1/blocks';
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ tickMs: 0 });
});
afterAll(() => simulator.stop());

it.each(Object.keys(REST_FAULTS) as Array<RestFaultName>)(
  "the simulator's %s has its name, and the answer after it is whole",
  async (name) => {
    simulator.fault(name);
    const timeoutMs = outcomes[name] === 'timeout' ? 500 : 60_000;
    const broken = await restGet({ url: simulator.url, userAgent: 'us', timeoutMs })(PATH);
    expect(E.isRight(broken) ? 'body' : broken.left.code).toBe(outcomes[name]);
    const whole = await restGet({ url: simulator.url, userAgent: 'us' })(PATH);
    expect(E.isRight(whole)).toBe(true);
  },
);

it('a page comes whole in the end where the simulator fails in every way that passes', async () => {
  const passing = ['rest-429', 'rest-500', 'rest-503', 'rest-cut', 'rest-truncated'] as const;
  passing.forEach((name) => simulator.fault(name));
  const clock = handClock();
  const told: Array<RestRetry> = [];
  const get = politeGet(
    restGet({ url: simulator.url, userAgent: 'us' }),
    { perSecond: 5, tries: 6, longestWaitMs: 60_000 },
    clock,
    () => 0,
    (retry) => told.push(retry),
  );
  const done = new AbortController();
  const asked = get(PATH).finally(() => done.abort());
  while (!done.signal.aborted) {
    await new Promise(setImmediate); // sockets have their own time
    await clock.pass(100);
  }
  expect(E.isRight(await asked)).toBe(true);
  expect(told.map(({ fault, retryAfterMs }) => [fault.code, retryAfterMs])).toStrictEqual([
    ['throttled', 2000],
    ['server-error', 0],
    ['syncing', 0],
    ['unreachable', 0],
    ['truncated', 0],
  ]);
});
