import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../cli/program.ts';
import { firstSince, tipOf, type Asking } from '../../poller/backfill.ts';
import { startSimulator } from '../../simulator/index.ts';
import { restGet } from '../../sources/rest/get.ts';
import { serve } from '../support/http-server.ts';

const TIP = 967_732;
const KNOWN_BLOCKS = 400;
/** Pages that a search through a million blocks may take. */
const MOST_REQUESTS = 22;

let asking: Asking;
let requests = 0;
/** Median times by height, read one page after another. */
const medianTimes = new Map<number, number>();

beforeAll(async () => {
  const { url, stop } = await startSimulator({ tickMs: 0, rows: 20, pastBlocks: KNOWN_BLOCKS });
  const get = restGet({ url, userAgent: 'us' });
  const { signal } = new AbortController();
  asking = {
    get: (path) => {
      requests += 1;
      return get(path);
    },
    url,
    sha256,
    signal,
  };
  for (let height = TIP; height > TIP - KNOWN_BLOCKS; height -= 15) {
    const response = await fetch(`${url}/api/v1/blocks/${height}`);
    for (const block of (await response.json()) as Array<{ height: number; mediantime: number }>)
      medianTimes.set(block.height, block.mediantime);
  }
  return stop;
});

const search = async (sinceS: number): Promise<number> => {
  requests = 0;
  const found = await firstSince(asking, TIP, sinceS);
  if (E.isLeft(found)) throw new Error(found.left.message);
  expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
  return found.right;
};

const expected = (sinceS: number): number =>
  Math.min(
    TIP + 1,
    ...[...medianTimes].filter(([, time]) => time >= sinceS).map(([height]) => height),
  );

describe('the first block since a moment', () => {
  it('is the one that reading all blocks finds, in few requests', async () => {
    const times = [...medianTimes.values()];
    expect(times).toHaveLength(KNOWN_BLOCKS);
    const last = Math.max(...times);
    const moments = Array.from({ length: 20 }, (_, n) => times[n * 19] ?? 0);
    for (const moment of [...moments.flatMap((m) => [m, m + 1]), last, last + 1])
      expect(await search(moment)).toBe(expected(moment));
  });

  it('is one above the tip where no block is as late', async () => {
    expect(await search(Math.max(...medianTimes.values()) + 1)).toBe(TIP + 1);
  });

  it('is the first that the source gives where its chain begins later', async () => {
    expect(await search(1_231_006_505)).toBe(TIP - KNOWN_BLOCKS + 1);
  });
});

it.each(['[]', '{"a":1}', '["block"]', '<html>'])(
  'a source that answers %s to the question for its tip is no backend',
  async (body) => {
    const url = await serve((_request, response) => response.end(body));
    const { signal } = new AbortController();
    const tip = await tipOf({ get: restGet({ url, userAgent: 'us' }), url, sha256, signal });
    expect(E.isLeft(tip) && tip.left.message).toMatch(/a mempool backend/);
  },
);
